# Local derivative and gradient are added; the chain rule does something else with them.
# ask: If a moves b three times as much, and b moves c twice as much, how much does a move c?
# read: Lab 2, 'Task 4: steps'
# loses: steps

# %% steps Adds where the chain rule multiplies
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad + grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
