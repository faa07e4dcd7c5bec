# Your list has not one loss for each step.
# ask: How many steps does your loop make, and at which point of each do you keep its loss?
# read: Lab 3, 'Task 5'
# loses: train

# %% train Forgets to record
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
    return history

# %% train Only the last loss is returned
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history[-1]

# %% train One step too many
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps + 1), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history

# %% train The return stands inside the loop
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
        return history
