# An entry of your log is not a tuple of four.
# ask: Which four things does a reader of the log want to know about a message?
# read: Lab 2, 'Task 4: steps'
# loses: steps

# %% steps The local derivative is left out
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, message))
    return steps
