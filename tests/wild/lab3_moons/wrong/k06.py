# ticket 4: loss computed anew, but before the move (one step late)
# belief: ticket 4: loss computed anew, but before the move (one step late)
# source: written without sight of the checks
# told: contrast: only where it is ticket 4
# read: true

# %% tickets
def ticket_1(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad
def ticket_2(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad
def ticket_3(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data = p.data - lr * p.grad
def ticket_4(model, loss_fn, lr, steps):
    loss = loss_fn()
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        loss = loss_fn()
        for p in model.parameters():
            p.data -= lr * p.grad

def ticket_5(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad
