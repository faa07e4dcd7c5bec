# recursive over paths
# belief: each path sends for itself: walk from the root with the product so far (one entry per path and edge)
# source: written without sight of the checks
# told: misconception: steps_every_path
# read: cause

# %% steps
def backward_steps(root):
    steps = []
    todo = [(root, 1.0)]
    while todo:
        child, grad = todo.pop(0)
        for parent, slope in zip(child._prev, child._local_grads):
            message = slope * grad
            steps.append((child, parent, slope, message))
            todo.append((parent, message))
    return steps
