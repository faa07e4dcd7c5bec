# ticket 4: zero_grad moved behind the step, graph still built once
# belief: ticket 4: zero_grad moved behind the step, graph still built once
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
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        for p in model.parameters():
            p.grad = None

def ticket_5(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad
