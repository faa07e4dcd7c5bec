# The numbers may be right, but an axis of length 1 has got lost, or one too many has stayed.
# ask: Which axes were added in front, and which were there with length 1? Are both treated alike?
# read: Lab 5, 'Which axes do I sum over?'
# loses: unbroadcast

# %% unbroadcast Stretched axes are forgotten
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    return grad

# %% unbroadcast keepdims is forgotten
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.sum(axis=axis)
    return grad
