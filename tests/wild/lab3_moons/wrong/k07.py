# ticket 5: [1:] instead of [:-1]
# belief: ticket 5: [1:] instead of [:-1]
# source: written without sight of the checks
# told: contrast: where it is ticket 5
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
        for p in model.parameters()[1:]:
            p.data -= lr * p.grad
