# Ticket 2 still moves its parameters uphill.
# ask: The gradient points to where the loss grows. In which direction does ticket 2 go?
# read: Lab 3, 'Task 4'
# loses: tickets

# %% tickets All others are mended
def ticket_2(model, loss_fn, lr, steps):
    """'It gets worse with every step.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data += lr * p.grad


def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


ticket_1 = ticket_3 = ticket_4 = ticket_5 = mended
