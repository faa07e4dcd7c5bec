# Gradients are emptied once, before the loop.
# loses: train
# hint: lab3_zero_once

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    for p in model.parameters():
        p.grad = None
    for k in tqdm(range(steps), file=sys.stdout):
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
