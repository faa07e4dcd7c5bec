# Each message is the sender's gradient, as it is.
# ask: Does every parent hear the same number, whatever the operation was?
# read: Lab 2, 'What goes into which place of the tuple?'
# loses: steps

# %% steps The message is the child's gradient
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
