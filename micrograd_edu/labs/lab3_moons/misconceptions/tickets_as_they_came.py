# All five loops do what they did when they came: each has its bug still.
# ask: Ticket 1 first: what is in p.grad when the second step's backward starts to add to it?
# read: Lab 3, 'Task 6'
# loses: tickets

# %% tickets Nothing is mended, the last line is gone
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
