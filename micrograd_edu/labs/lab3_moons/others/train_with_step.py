# train calls sgd_step.

# %% train
def train(model, loss_fn, steps, lr):
    return [sgd_step(model, loss_fn, lr(k)) for k in range(steps)]
