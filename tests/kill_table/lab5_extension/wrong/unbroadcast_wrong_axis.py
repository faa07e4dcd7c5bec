# Sums over the last axis.
# loses: unbroadcast, tensor_ops, tensor_train
# hint: lab5_axes_in_front

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=-1)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad
