# The graph is built once, and each step goes back through the old numbers.
# ask: After the parameters have moved, which loss do you differentiate?
# read: Lab 3, 'The loss does not change from step to step'
# loses: tickets, train

# %% tickets All but ticket 4 are mended
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


ticket_1 = ticket_2 = ticket_3 = ticket_5 = mended

# %% train The loss is computed once, before the loop
def train(model, loss_fn, steps, lr):
    history = []
    loss = loss_fn()
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
