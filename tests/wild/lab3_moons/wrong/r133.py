# one loss late: forward at the end of the step, backward on the loss of the step before
# belief: one loss late: forward at the end of the step, backward on the loss of the step before
# source: found in public code or threads, retyped for this lab
# told: misconception: loss_after_the_move
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
        loss = loss_fn()
        history.append(loss.data)
    return history
