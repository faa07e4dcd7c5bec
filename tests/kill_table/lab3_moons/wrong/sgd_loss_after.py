# The loss after the move is returned.
# loses: sgd
# hint: lab3_loss_after_the_move

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss_fn().data
