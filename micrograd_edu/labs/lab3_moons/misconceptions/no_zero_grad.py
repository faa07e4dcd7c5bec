# Gradients of earlier steps are still in there.
# ask: backward adds to the gradients of the leaves. Who empties them?
# read: Lab 3, 'The loss falls, then jumps about'
# loses: sgd, tickets, train

# %% sgd Gradients are never emptied
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data

# %% tickets All but ticket 1 are mended
def ticket_1(model, loss_fn, lr, steps):
    """'It learns for a while, then goes wild.'"""
    for _ in range(steps):
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def ticket_2(model, loss_fn, lr, steps):
    """'It gets worse with every step.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data += lr * p.grad


def ticket_3(model, loss_fn, lr, steps):
    """'Nothing happens at all.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p = Value(p.data - lr * p.grad)


def ticket_4(model, loss_fn, lr, steps):
    """'It runs off in the direction of the first step and never looks back.'"""
    loss = loss_fn()
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def ticket_5(model, loss_fn, lr, steps):
    """'It learns, but never as well as my neighbour's.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters()[:-1]:
            p.data -= lr * p.grad


def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


ticket_2 = ticket_3 = ticket_4 = ticket_5 = mended

# %% tickets The five bugs as they came
def ticket_1(model, loss_fn, lr, steps):
    """'It learns for a while, then goes wild.'"""
    for _ in range(steps):
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def ticket_2(model, loss_fn, lr, steps):
    """'It gets worse with every step.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data += lr * p.grad


def ticket_3(model, loss_fn, lr, steps):
    """'Nothing happens at all.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p = Value(p.data - lr * p.grad)


def ticket_4(model, loss_fn, lr, steps):
    """'It runs off in the direction of the first step and never looks back.'"""
    loss = loss_fn()
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def ticket_5(model, loss_fn, lr, steps):
    """'It learns, but never as well as my neighbour's.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters()[:-1]:
            p.data -= lr * p.grad


def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad

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
