# starts with root.grad where there is one
# belief: the root's own grad is d(root)/d(root) if it is set (left over from last time!)
# source: written without sight of the checks
# told: relation: has too much the gradient that lay on the root before
# read: cause

# %% steps
def backward_steps(root):
    grads = defaultdict(float)
    grads[root] = root.grad or 1.0
    steps = []
    for child in reversed(topological_order(root)):
        for parent, slope in zip(child._prev, child._local_grads):
            message = slope * grads[child]
            grads[parent] += message
            steps.append((child, parent, slope, message))
    return steps
