# gradients emptied once before the loop
# belief: gradients emptied once before the loop
# source: written without sight of the checks
# told: misconception: zero_once
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    for p in model.parameters():
        p.grad = None
    losses = []
    for k in range(steps):
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        losses.append(loss.data)
    return losses
