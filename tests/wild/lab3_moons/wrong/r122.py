# backward, zero_grad, step
# belief: backward, zero_grad, step
# source: found in public code or threads, retyped for this lab
# told: misconception: rebinds
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.grad = 0.0
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
