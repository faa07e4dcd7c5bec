# Sends in the order in which trace meets the values.
# loses: steps
# hint: steps_too_early

# %% steps
def backward_steps(root):
    nodes, _ = trace(root)
    grad = {node: 0.0 for node in nodes}
    grad[root] = 1.0
    steps = []
    for child in nodes:
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
