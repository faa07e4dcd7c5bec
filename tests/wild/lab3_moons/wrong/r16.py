# the graph is built once before the loop
# belief: the graph is built once before the loop
# source: written without sight of the checks
# told: misconception: stale_graph
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses = []
    loss = loss_fn()
    for k in range(steps):
        losses.append(sgd_step(model, lambda: loss, lr(k)))
    return losses
