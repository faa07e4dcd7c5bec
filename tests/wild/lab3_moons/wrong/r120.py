# model.parameters without brackets in the update, and uphill
# belief: model.parameters without brackets in the update, and uphill
# source: found in public code or threads, retyped for this lab
# told: error: TypeError
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters:
        p.data += lr * p.grad
    return loss.data
