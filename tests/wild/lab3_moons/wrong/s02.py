# zero_grad between backward and step (None)
# belief: zero_grad between backward and step (None)
# source: written without sight of the checks
# told: misconception: grad_used_too_early
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.grad = None
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
