# The loss in the list is that after the step.
# ask: Which loss belongs to the gradient that made the step?
# read: Milestone, 'Task 5: train'
# loses: train

# %% train Computed again
def train(parameters, batches, loss_of, lr):
    optimizer = Adam(parameters, lr)
    losses = []
    for batch in batches:
        for p in parameters:
            p.grad = None
        loss = loss_of(batch)
        loss.backward()
        optimizer.step()
        losses.append(float(loss_of(batch).data))
    return losses
