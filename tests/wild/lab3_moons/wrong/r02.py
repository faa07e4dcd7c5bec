# schedule counted from 1
# belief: schedule counted from 1
# source: written without sight of the checks
# told: misconception: lr_shifted
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    return [sgd_step(model, loss_fn, lr(k)) for k in range(1, steps + 1)]
