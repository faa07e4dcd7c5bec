# Ticket 4 still goes back through the graph of the first step.
# ask: After the parameters have moved, which loss does ticket 4 differentiate?
# read: Lab 3, 'The loss does not change from step to step'
# loses: tickets

# %% tickets All others are mended
def ticket_4(model, loss_fn, lr, steps):
    """'It runs off in the direction of the first step and never looks back.'"""
    loss = loss_fn()
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


ticket_1 = ticket_2 = ticket_3 = ticket_5 = mended
