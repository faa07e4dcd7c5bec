# one parameter at a time, each with a fresh forward and backward (not all at once)
# belief: one parameter at a time, each with a fresh forward and backward (not all at once)
# source: written without sight of the checks
# told: part: where the gradient changes when the parameters before it have moved
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    first = loss_fn().data
    for p in model.parameters():
        for q in model.parameters():
            q.grad = None
        loss_fn().backward()
        p.data -= lr * p.grad
    return first
