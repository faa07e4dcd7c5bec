# The untouched cell.
# loses: unbroadcast

# %% unbroadcast
def unbroadcast(grad, shape):
    raise NotImplementedError()
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad
