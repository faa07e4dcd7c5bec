# no zero_grad
# belief: no zero_grad
# source: found in public code or threads, retyped for this lab
# told: misconception: no_zero_grad
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
