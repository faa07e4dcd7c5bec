# training ends as soon as a loss is 0, and the list is shorter than steps
# belief: at a loss of 0 there is nothing left to do
# source: written without sight of the checks
# told: form: form
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        loss = sgd_step(model, loss_fn, lr(k))
        history.append(loss)
        if loss == 0:
            break
    return history
