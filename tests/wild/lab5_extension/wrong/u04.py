# axes numbered while they vanish: for i in range(extra): sum(axis=i)
# belief: axes numbered while they vanish: for i in range(extra): sum(axis=i)
# source: written without sight of the checks
# told: contrast: where two axes or more were added in front
# read: cause

# %% unbroadcast
def unbroadcast(grad, shape):
    for i in range(grad.ndim - len(shape)):
        grad = grad.sum(axis=i)
    for i, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad
