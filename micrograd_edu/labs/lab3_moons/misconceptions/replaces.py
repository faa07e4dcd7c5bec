# Each parameter becomes the step itself, and forgets where it was.
# ask: In the example, 0.8 becomes 1.0. Where in your line is the 0.8?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd The parameter becomes the step
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data = -lr * p.grad
    return loss.data
