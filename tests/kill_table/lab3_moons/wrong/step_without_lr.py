# The whole gradient.
# loses: sgd
# hint: lab3_no_lr

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= p.grad
    return loss.data
