# all five through a helper that mends only what the first ticket needs, + sign kept in 2 by copy-paste
# belief: all five through a helper that mends only what the first ticket needs, + sign kept in 2 by copy-paste
# source: written without sight of the checks
# told: misconception: ticket_2_unmended
# read: cause

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
            p.data = p.data + lr * p.grad

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
