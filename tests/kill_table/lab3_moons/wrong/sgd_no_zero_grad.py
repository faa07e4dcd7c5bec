# Gradients are never emptied.
# loses: sgd
# hint: lab3_no_zero_grad

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
