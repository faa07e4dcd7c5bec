# keeps the best parameters and restores them at the end
# belief: keeps the best parameters and restores them at the end
# source: written without sight of the checks
# told: relation: is what one step fewer gives
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    losses, best, keep = [], float("inf"), None
    for k in range(steps):
        before = [p.data for p in model.parameters()]
        loss = sgd_step(model, loss_fn, lr(k))
        losses.append(loss)
        if loss < best:
            best, keep = loss, before
    for p, number in zip(model.parameters(), keep or []):
        p.data = number
    return losses
