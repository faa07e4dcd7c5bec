# A value that got two messages sends on only the last one.
# ask: When a message arrives and there was one before, what becomes of the first?
# read: Lab 2, 'A message is too small'
# loses: steps

# %% steps = instead of +=
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] = message
            steps.append((child, parent, local_grad, message))
    return steps
