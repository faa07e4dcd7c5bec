# Your learning rate stays what it was at the first step.
# ask: lr is a function of the step. With which number do you call it?
# read: Lab 3, 'Task 5'
# loses: train

# %% train lr(0) at every step
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(0) * p.grad
        history.append(loss.data)
    return history
