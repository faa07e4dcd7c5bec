# Stretched axes are counted before those in front are gone.
# loses: unbroadcast
# hint: lab5_axes_in_front

# %% unbroadcast
def unbroadcast(grad, shape):
    for i, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=i, keepdims=True)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad
