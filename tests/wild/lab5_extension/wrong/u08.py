# shapes aligned at the left
# belief: shapes aligned at the left
# source: written without sight of the checks
# told: contrast: only where axes were added in front
# read: cause

# %% unbroadcast
def unbroadcast(grad, shape):
    padded = tuple(shape) + (1,) * (grad.ndim - len(shape))
    axes = tuple(i for i, (g, s) in enumerate(zip(grad.shape, padded)) if g != s)
    return grad.sum(axis=axes, keepdims=True).reshape(shape) if np.prod(shape) == grad.sum(axis=axes).size else grad.sum(axis=axes)
