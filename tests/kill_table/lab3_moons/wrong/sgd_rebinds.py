# p = instead of p.data =.
# loses: sgd
# hint: lab3_rebinds

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p = p - lr * p.grad
    return loss.data
