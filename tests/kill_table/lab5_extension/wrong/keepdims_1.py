# keepdims is forgotten.
# loses: unbroadcast
# told: contrast: where the operand has an axis of length 1

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.sum(axis=axis)
    return grad
