# mutable default list: losses of earlier trainings in it
# belief: mutable default list: losses of earlier trainings in it
# source: written without sight of the checks
# told: law: second time
# read: cause

# %% train
def train(model, loss_fn, steps, lr, losses=[]):
    for k in range(steps):
        losses.append(sgd_step(model, loss_fn, lr(k)))
    return losses
