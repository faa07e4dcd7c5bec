# The learning rate is not handed on: Adam takes its own.
# ask: With which lr does your optimizer work? Print it.
# read: Milestone, 'Task 5: train'
# loses: train

# %% train Without lr
def train(parameters, batches, loss_of, lr):
    optimizer = Adam(parameters)
    losses = []
    for batch in batches:
        for p in parameters:
            p.grad = None
        loss = loss_of(batch)
        loss.backward()
        optimizer.step()
        losses.append(float(loss.data))
    return losses
