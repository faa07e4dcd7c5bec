# without keepdims, the axis of length 1 vanishes
# belief: without keepdims, the axis of length 1 vanishes
# source: written without sight of the checks
# told: contrast: where the operand has an axis of length 1
# read: cause

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    axes = tuple(i for i, n in enumerate(shape) if n == 1)
    return grad.sum(axis=axes)
