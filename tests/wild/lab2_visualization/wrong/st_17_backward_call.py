# root.backward() and grad
# belief: root.backward() has the gradients; then multiply
# source: written without sight of the checks
# told: misconception: steps_calls_backward
# read: cause

# %% steps
def backward_steps(root):
    root.backward()
    steps = []
    for child in reversed(topological_order(root)):
        for parent, slope in zip(child._prev, child._local_grads):
            steps.append((child, parent, slope, slope * child.grad))
    return steps
