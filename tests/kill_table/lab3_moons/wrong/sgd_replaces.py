# The parameter becomes the step.
# loses: sgd
# hint: lab3_replaces

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data = -lr * p.grad
    return loss.data
