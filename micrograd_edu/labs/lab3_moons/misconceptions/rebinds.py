# The parameters have not moved at all.
# ask: What does your last loop change: the number inside a parameter, or a thing of your own? And what is in p.grad at that moment?
# read: Lab 3, 'My parameters do not move'
# loses: sgd

# %% sgd p = instead of p.data =
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p = p - lr * p.grad
    return loss.data
