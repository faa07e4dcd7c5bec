# The parameters move by the whole gradient.
# ask: Which argument of your function says how far to go?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd The whole gradient
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= p.grad
    return loss.data
