# Local derivative and message have changed places in your tuples.
# ask: Which of the two numbers is written on the arrow in the picture?
# read: Lab 2, 'What goes into which place of the tuple?'
# loses: steps

# %% steps Message before the local derivative
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, message, local_grad))
    return steps
