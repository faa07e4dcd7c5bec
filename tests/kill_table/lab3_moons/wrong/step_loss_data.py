# Takes the number of the loss, and calls backward on that.
# loses: sgd
# hint: lab3_number_has_no_backward

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn().data
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss
