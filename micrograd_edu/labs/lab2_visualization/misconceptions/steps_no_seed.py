# Every message is 0.
# ask: Messages multiply the gradient of the sender. What is d(root)/d(root)?
# read: Lab 2, 'Every message is 0'
# loses: steps

# %% steps The root starts at 0
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
