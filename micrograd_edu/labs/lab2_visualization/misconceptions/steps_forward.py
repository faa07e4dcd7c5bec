# Only the root's messages are right: the others were sent before anything had arrived.
# ask: From which end of a topological order do messages start?
# read: Lab 2, 'A message is too small'
# loses: steps

# %% steps Not reversed
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in order:
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
