# Each message is only the local derivative.
# ask: If the child moves the root 10 times as much as itself, what happens to the message?
# read: Lab 2, 'Task 4: steps'
# loses: steps

# %% steps The message is the local derivative
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
