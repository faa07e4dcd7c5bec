# moves with the gradient (+=)
# belief: moves with the gradient (+=)
# source: written without sight of the checks
# told: misconception: ascends
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data += lr * p.grad
    return loss.data
