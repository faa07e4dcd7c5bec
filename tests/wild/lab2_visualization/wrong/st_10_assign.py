# last message only
# belief: grads[parent] = message
# source: written without sight of the checks
# told: misconception: steps_overwrite
# read: cause

# %% steps
def backward_steps(root):
    grads = {root: 1.0}
    steps = []
    for child in reversed(topological_order(root)):
        for parent, slope in zip(child._prev, child._local_grads):
            message = slope * grads[child]
            grads[parent] = message
            steps.append((child, parent, slope, message))
    return steps
