# The root starts at 0.
# loses: steps
# hint: steps_no_seed

# %% steps
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
