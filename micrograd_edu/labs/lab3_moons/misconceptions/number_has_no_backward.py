# backward is called on a plain number.
# ask: What does loss_fn() give, and what have you made of it before you called backward?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd Takes the number of the loss, and calls backward on that
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn().data
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss
