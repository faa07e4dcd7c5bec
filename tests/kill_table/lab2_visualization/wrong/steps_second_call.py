# Adds to what is left in grad from the first call.
# loses: steps
# told: law: changes arguments

# %% steps
def backward_steps(root):
    order = topological_order(root)
    for node in order:
        node.grad = node.grad or 0.0
    root.grad = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * child.grad
            parent.grad += message
            steps.append((child, parent, local_grad, message))
    return steps
