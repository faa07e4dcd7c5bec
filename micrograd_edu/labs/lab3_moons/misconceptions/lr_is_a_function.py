# Here lr is a function, and it is used as a number.
# ask: What has to stand behind a function's name to get its number, and which step do you ask it about?
# read: Lab 3, 'Task 5'
# loses: train

# %% train lr is used as a number
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        history.append(loss.data)
    return history
