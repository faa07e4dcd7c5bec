# Averages where it should sum.
# loses: unbroadcast
# told: relation: lacks the number of elements that meet in one

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.mean(axis=0)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.mean(axis=axis, keepdims=True)
    return grad
