# The shape is not the operand's: an axis in front was kept, or another one was summed away.
# ask: NumPy adds axes in front. Which axis number do they have, and are they gone before you count the others?
# read: Lab 5, 'Which axes do I sum over?'
# loses: unbroadcast

# %% unbroadcast Stretched axes are counted before those in front are gone
def unbroadcast(grad, shape):
    for i, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=i, keepdims=True)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad

# %% unbroadcast Sums over the last axis
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=-1)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad
