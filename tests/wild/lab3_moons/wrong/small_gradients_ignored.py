# a parameter whose gradient is below 1e-3 is not moved
# belief: gradients smaller than 1e-3 are noise and need no move
# source: written without sight of the checks
# told: contrast: where the gradient is tiny
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    params = model.parameters()
    for p in params:
        p.grad = 0.0
    loss = loss_fn()
    loss.backward()
    for p in params:
        if abs(p.grad) > 1e-3:  # the rest is rounding noise
            p.data = p.data - lr * p.grad
    return float(loss.data)
