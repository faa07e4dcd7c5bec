# Takes for granted that backward has run.
# loses: steps
# hint: steps_none_in_sum

# %% steps
def backward_steps(root):
    steps = []
    for child in reversed(topological_order(root)):
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * child.grad))
    return steps
