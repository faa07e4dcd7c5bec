# The shape is right and the numbers are not: the sum goes over another axis, or it is no sum.
# ask: Along which axis was the operand repeated?
# read: Lab 5, 'Which axes do I sum over?'
# loses: unbroadcast

# %% unbroadcast Averages where it should sum
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.mean(axis=0)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.mean(axis=axis, keepdims=True)
    return grad
