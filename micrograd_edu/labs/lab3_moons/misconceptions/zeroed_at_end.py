# The first step uses gradients that lay about before it; the gradients are emptied only afterwards.
# ask: Who guarantees that the gradients are empty when your function is called for the first time?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd The gradients are emptied after the step only
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
        p.grad = None
    return loss.data
