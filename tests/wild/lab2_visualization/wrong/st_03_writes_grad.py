# writes to grad
# belief: grad is the place for gradients: reset, filled, and left there
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% steps
def backward_steps(root):
    steps = []
    order = topological_order(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1.0
    for child in reversed(order):
        for parent, slope in zip(child._prev, child._local_grads):
            message = slope * child.grad
            parent.grad += message
            steps.append((child, parent, slope, message))
    return steps
