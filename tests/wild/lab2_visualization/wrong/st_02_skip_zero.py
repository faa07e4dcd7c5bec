# messages of 0 left out
# belief: a message of 0 changes nothing and need not be sent
# source: written without sight of the checks
# told: contrast: where a number is 0
# read: cause

# %% steps
def backward_steps(root):
    grads = defaultdict(float)
    grads[root] = 1.0
    steps = []
    for child in reversed(topological_order(root)):
        for parent, slope in zip(child._prev, child._local_grads):
            message = slope * grads[child]
            if message:
                grads[parent] += message
                steps.append((child, parent, slope, message))
    return steps
