# A step uses a gradient that is None.
# ask: Which call fills in p.grad, and what in your loop has emptied it since?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd No backward: every grad is None when the step uses it
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data

# %% sgd Empties the gradients between backward and the step
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.grad = None
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
