# Empties the gradients before the loop and after each step.

# %% train
def train(model, loss_fn, steps, lr):
    for p in model.parameters():
        p.grad = 0.0
    losses = []
    for k in range(steps):
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data = p.data - lr(k) * p.grad
            p.grad = 0.0
        losses.append(loss.data)
    return losses
