# Nothing moves: the step is missing.
# ask: Which line changes the parameters?
# read: Milestone, 'Task 5: train'
# loses: train

# %% train Without step
def train(parameters, batches, loss_of, lr):
    optimizer = Adam(parameters, lr)
    losses = []
    for batch in batches:
        for p in parameters:
            p.grad = None
        loss = loss_of(batch)
        loss.backward()
        losses.append(float(loss.data))
    return losses
