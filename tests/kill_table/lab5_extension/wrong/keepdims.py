# Stretched axes are forgotten.
# loses: unbroadcast
# told: contrast: where an axis of length 1 was stretched

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    return grad
