# Ticket 1 still leaves the gradients of earlier steps where they are.
# ask: backward adds to the gradients of the leaves. Which line of ticket 1 empties them, and how often is it reached?
# read: Lab 3, 'The loss falls, then jumps about'
# loses: tickets

# %% tickets All others are mended
def ticket_1(model, loss_fn, lr, steps):
    """'It learns for a while, then goes wild.'"""
    for _ in range(steps):
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


ticket_2 = ticket_3 = ticket_4 = ticket_5 = mended
