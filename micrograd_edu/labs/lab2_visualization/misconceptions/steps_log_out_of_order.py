# All messages are right, and the list is not in the order in which they are sent.
# ask: When do you put a message into the list: at the moment it is sent?
# read: Lab 2, 'Task 4: steps'
# loses: steps

# %% steps The right messages, from the last to the first
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps[::-1]
