# Each step uses the gradients of the step before.
# ask: In which order do forward, backward and the update come?
# read: Lab 3, 'Task 4'
# loses: sgd

# %% sgd Moves before backward
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.data -= lr * p.grad
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    return loss.data
