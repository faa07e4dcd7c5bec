# A new Adam is made for every batch, and it remembers nothing.
# ask: Where are m and v kept, and for how long does that object live?
# read: Milestone, 'Task 5: train'
# loses: train

# %% train Made in the loop
def train(parameters, batches, loss_of, lr):
    losses = []
    for batch in batches:
        for p in parameters:
            p.grad = None
        optimizer = Adam(parameters, lr)
        loss = loss_of(batch)
        loss.backward()
        optimizer.step()
        losses.append(float(loss.data))
    return losses
