# sums the last axes away, where NumPy adds axes in front
# belief: sums the last axes away, where NumPy adds axes in front
# source: found in public code or threads, retyped for this lab
# told: misconception: axes_in_front
# read: cause

# %% unbroadcast
def unbroadcast(grad, shape):
    grad = grad.sum(axis=tuple(range(len(shape), grad.ndim)))
    stretched = tuple(i for i, s in enumerate(shape) if s == 1 and i < grad.ndim)
    return grad.sum(axis=stretched, keepdims=True)
