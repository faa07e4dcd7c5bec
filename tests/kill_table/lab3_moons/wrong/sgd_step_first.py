# Moves before backward.
# loses: sgd
# hint: lab3_step_first

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.data -= lr * p.grad
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    return loss.data
