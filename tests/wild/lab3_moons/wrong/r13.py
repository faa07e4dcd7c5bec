# sgd_step called twice a round, once to print and once to record
# belief: sgd_step called twice a round, once to print and once to record
# source: written without sight of the checks
# told: relation: is what two moves in each step give
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses = []
    for k in range(steps):
        sgd_step(model, loss_fn, lr(k))
        losses.append(sgd_step(model, loss_fn, lr(k)))
    return losses
