# collects Values, not numbers
# belief: collects Values, not numbers
# source: written without sight of the checks
# told: form: form
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses = []
    for k in range(steps):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        losses.append(loss)
    return losses
