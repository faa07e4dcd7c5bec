# records the loss after each step
# belief: records the loss after each step
# source: written without sight of the checks
# told: misconception: loss_after_the_move
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses = []
    for k in range(steps):
        sgd_step(model, loss_fn, lr(k))
        losses.append(loss_fn().data)
    return losses
