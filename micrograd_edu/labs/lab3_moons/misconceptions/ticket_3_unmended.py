# Ticket 3 does not move the parameters of its model.
# ask: What does each line of ticket 3 change: the number inside a parameter, or a thing of its own?
# read: Lab 3, 'My parameters do not move'
# loses: tickets

# %% tickets All others are mended
def ticket_3(model, loss_fn, lr, steps):
    """'Nothing happens at all.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p = Value(p.data - lr * p.grad)


def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


ticket_1 = ticket_2 = ticket_4 = ticket_5 = mended
