# forward, then the gradients of the loss set to None (loss.grad = None) and not those of the parameters
# belief: forward, then the gradients of the loss set to None (loss.grad = None) and not those of the parameters
# source: written without sight of the checks
# told: misconception: no_zero_grad
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.grad = None
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
