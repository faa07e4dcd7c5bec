# Your code calculates with a grad that has not been computed.
# ask: Which gradient are you reading: the value's own, or the one in your dictionary?
# read: Lab 2, 'grad is None, or the second call differs'
# loses: steps

# %% steps Takes for granted that backward has run
def backward_steps(root):
    steps = []
    for child in reversed(topological_order(root)):
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * child.grad))
    return steps
