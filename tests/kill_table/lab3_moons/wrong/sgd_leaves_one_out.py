# The last parameter is left out.
# loses: sgd
# hint: lab3_left_out

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters()[:-1]:
        p.data -= lr * p.grad
    return loss.data
