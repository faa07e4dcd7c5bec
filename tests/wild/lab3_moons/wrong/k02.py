# ticket 1: empties once before the loop
# belief: ticket 1: empties once before the loop
# source: written without sight of the checks
# told: contrast: only where it is ticket 1
# read: true

# %% tickets
def ticket_1(model, loss_fn, lr, steps):
    for p in model.parameters():
        p.grad = None
    for _ in range(steps):
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
    for _ in range(steps):
        loss = loss_fn()
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
def ticket_5(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad
