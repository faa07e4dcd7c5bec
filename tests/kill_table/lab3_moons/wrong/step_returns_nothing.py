# A step that does not say its loss.
# loses: sgd
# told: form: form

# %% sgd
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
