# Sends the gradient as it is.
# loses: unbroadcast, tensor_ops, tensor_train
# hint: lab5_not_summed

# %% unbroadcast
def unbroadcast(grad, shape):
    return grad
