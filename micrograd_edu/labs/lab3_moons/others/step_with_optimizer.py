# The package's SGD does the step.

# %% sgd
from micrograd_edu.optim import SGD


def sgd_step(model, loss_fn, lr):
    optimizer = SGD(model.parameters(), lr)
    optimizer.zero_grad()
    loss = loss_fn()
    loss.backward()
    optimizer.step()
    return loss.data
