# Empties the gradients between backward and the step.
# loses: sgd
# hint: lab3_grad_used_too_early

# %% sgd
def sgd_step(model, loss_fn, lr):
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.grad = None
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
