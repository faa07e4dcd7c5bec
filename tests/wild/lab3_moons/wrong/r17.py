# losses preallocated, loop starts at 1: first entry stays 0 and one step is missing
# belief: losses preallocated, loop starts at 1: first entry stays 0 and one step is missing
# source: written without sight of the checks
# told: relation: is what the steps without the first give
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses = [0.0] * steps
    for k in range(1, steps):
        losses[k] = sgd_step(model, loss_fn, lr(k))
    return losses
