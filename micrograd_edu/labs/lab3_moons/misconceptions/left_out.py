# One parameter never moves.
# ask: Which parameters does your loop go over, and which does the model have?
# read: Lab 3, 'Where parameters get lost'
# loses: sgd

# %% sgd The last parameter is left out
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters()[:-1]:
        p.data -= lr * p.grad
    return loss.data
