# The untouched cell.
# loses: sgd

# %% sgd
def sgd_step(model, loss_fn, lr):
    raise NotImplementedError()
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
