# No backward: every grad is None when the step uses it.
# loses: sgd
# hint: lab3_grad_used_too_early

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
