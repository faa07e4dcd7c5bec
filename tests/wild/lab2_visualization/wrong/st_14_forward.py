# in topological order, not reversed
# belief: goes through the list from its beginning
# source: written without sight of the checks
# told: misconception: steps_forward
# read: cause

# %% steps
def backward_steps(root):
    grads = defaultdict(float)
    grads[root] = 1.0
    steps = []
    for child in topological_order(root):
        for parent, slope in zip(child._prev, child._local_grads):
            message = slope * grads[child]
            grads[parent] += message
            steps.append((child, parent, slope, message))
    return steps
