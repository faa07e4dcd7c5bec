# A loss is handed out as a Value, and the task wants a number.
# ask: Which attribute is the number inside, and what would hold on to the whole graph of a step if you kept the Value?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd The loss is returned as a Value
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss
