# inner loop variable shadows k
# belief: inner loop variable shadows k
# source: written without sight of the checks
# told: contrast: where lr changes from step to step
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses = []
    for k in range(steps):
        for k, p in enumerate(model.parameters()):
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        losses.append(loss.data)
    return losses
