# writes its grads into the parents' attribute and cleans up
# belief: grad may be used as scratch if it is set to None at the end (grads that were there before are lost)
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% steps
def backward_steps(root):
    order = topological_order(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1.0
    steps = []
    for child in reversed(order):
        for parent, slope in zip(child._prev, child._local_grads):
            steps.append((child, parent, slope, slope * child.grad))
            parent.grad += slope * child.grad
    for node in order:
        node.grad = None
    return steps
