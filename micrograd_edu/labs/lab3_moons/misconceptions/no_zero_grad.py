# Gradients of earlier steps are still in there.
# ask: backward adds to the gradients of the leaves. Who empties them?
# read: Lab 3, 'The loss falls, then jumps about'
# loses: sgd, train

# %% sgd Gradients are never emptied
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data


# %% train Gradients are never emptied
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
