# momentum in a mutable default kept between calls
# belief: momentum in a mutable default kept between calls
# source: written without sight of the checks
# told: law: second time
# read: cause

# %% sgd
def sgd_step(model, loss_fn, lr, velocity={}):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for i, p in enumerate(model.parameters()):
        velocity[i] = 0.9 * velocity.get(i, 0.0) + p.grad
        p.data -= lr * velocity[i]
    return loss.data
