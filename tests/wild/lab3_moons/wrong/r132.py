# the loss's graph is built once, outside of the loop
# belief: the loss's graph is built once, outside of the loop
# source: found in public code or threads, retyped for this lab
# told: misconception: stale_graph
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    loss = loss_fn()
    for k in range(steps):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
