# Ticket 5 moves all parameters but the last.
# ask: Which parameters does the loop go over, and which does the model have?
# read: Lab 3, 'Where parameters get lost'
# loses: tickets

# %% tickets All others are mended
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


ticket_1 = ticket_2 = ticket_3 = ticket_4 = mended
