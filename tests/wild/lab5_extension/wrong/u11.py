# sums the last axes away instead of the first
# belief: sums the last axes away instead of the first
# source: written without sight of the checks
# told: misconception: axes_in_front
# read: cause

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=-1)
    for i, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad
