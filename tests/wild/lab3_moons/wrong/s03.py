# gradients are never emptied
# belief: gradients are never emptied
# source: written without sight of the checks
# told: misconception: no_zero_grad
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
