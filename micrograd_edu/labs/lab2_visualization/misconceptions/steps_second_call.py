# The first log is right, the second call of the same function gives another.
# ask: Where do your gradients live, and who resets them?
# read: Lab 2, 'grad is None, or the second call differs'
# loses: steps

# %% steps Adds to what is left in grad from the first call
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
