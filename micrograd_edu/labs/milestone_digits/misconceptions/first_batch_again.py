# Every step computes the loss of the first batch.
# ask: Which batch does the second step look at?
# read: Milestone, 'Task 5: train'
# loses: train

# %% train The first batch
def train(parameters, batches, loss_of, lr):
    optimizer = Adam(parameters, lr)
    losses = []
    for batch in batches:
        for p in parameters:
            p.grad = None
        loss = loss_of(batches[0])
        loss.backward()
        optimizer.step()
        losses.append(float(loss.data))
    return losses
