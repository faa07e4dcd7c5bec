# All axes at once.

# %% unbroadcast
def unbroadcast(grad, shape):
    padded = (1,) * (np.ndim(grad) - len(shape)) + tuple(shape)
    axes = tuple(i for i, n in enumerate(padded) if n == 1)
    return np.sum(grad, axis=axes, keepdims=True).reshape(shape)
