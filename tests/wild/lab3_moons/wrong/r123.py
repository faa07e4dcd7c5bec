# p = p - lr * p.grad
# belief: p = p - lr * p.grad
# source: found in public code or threads, retyped for this lab
# told: misconception: rebinds
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p = p - lr * p.grad
    return loss.data
