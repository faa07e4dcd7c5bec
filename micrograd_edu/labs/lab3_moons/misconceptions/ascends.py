# The parameters move uphill.
# ask: The gradient points to where the loss grows. Where do you want to go?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd Uphill
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data += lr * p.grad
    return loss.data
