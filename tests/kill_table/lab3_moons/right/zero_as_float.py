# Gradients set to 0.0 instead of None.

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = 0.0
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
