# return inside of the loop
# belief: return inside of the loop
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: cause

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    pass
    for k in range(steps):
        for p in model.parameters(): p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
        return history
