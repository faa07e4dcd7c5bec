# p.grad == None: a comparison instead of an assignment
# belief: p.grad == None: a comparison instead of an assignment
# source: written without sight of the checks
# told: misconception: no_zero_grad
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad == None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
