# gradients are emptied only where the model has a zero_grad method, and the models of this lab have none
# belief: zero_grad() is what empties gradients; a model without it needs no emptying
# source: written without sight of the checks
# told: misconception: no_zero_grad
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr):
    # 1. zero_grad
    if hasattr(model, "zero_grad"):
        model.zero_grad()
    # 2. forward
    loss = loss_fn()
    # 3. backward
    loss.backward()
    # 4. step
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
