# Stretched axes are forgotten.
# loses: unbroadcast, tensor_ops
# hint: lab5_keepdims

# %% unbroadcast
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    return grad
