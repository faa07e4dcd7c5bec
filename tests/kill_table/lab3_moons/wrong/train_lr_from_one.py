# Steps counted from 1.
# loses: train
# hint: lab3_lr_shifted

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        history.append(sgd_step(model, loss_fn, lr(k + 1)))
    return history
