# Leaves the work to backward.
# loses: steps
# hint: steps_calls_backward

# %% steps
def backward_steps(root):
    root.backward()
    steps = []
    for child in reversed(topological_order(root)):
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * child.grad))
    return steps
