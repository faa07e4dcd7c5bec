# The gradient comes back in the shape of the result, not of the operand.
# ask: One number was used in several places. What happens to the messages from all of them?
# read: Lab 5, 'Task 2'
# loses: unbroadcast

# %% unbroadcast Sends the gradient as it is
def unbroadcast(grad, shape):
    return grad
