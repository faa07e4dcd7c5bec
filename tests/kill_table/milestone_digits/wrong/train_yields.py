# The losses come from a generator.
# loses: train
# told: form: form

# %% train
def train(parameters, batches, loss_of, lr):
    optimizer = Adam(parameters, lr)
    for batch in batches:
        for p in parameters:
            p.grad = None
        loss = loss_of(batch)
        loss.backward()
        optimizer.step()
        yield float(loss.data)
