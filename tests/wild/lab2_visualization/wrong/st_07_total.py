# what the parent has in the end
# belief: message is the parent's gradient after adding
# source: written without sight of the checks
# told: misconception: steps_running_total
# read: cause

# %% steps
def backward_steps(root):
    grads = defaultdict(float)
    grads[root] = 1.0
    steps = []
    for child in reversed(topological_order(root)):
        for parent, slope in zip(child._prev, child._local_grads):
            grads[parent] += slope * grads[child]
            steps.append((child, parent, slope, grads[parent]))
    return steps
