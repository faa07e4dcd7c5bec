# Gradients are not emptied: each step moves by all that came before.
# ask: What is in p.grad when the second backward() begins?
# read: Milestone, 'Task 5: train'
# loses: train

# %% train Never emptied
def train(parameters, batches, loss_of, lr):
    optimizer = Adam(parameters, lr)
    losses = []
    for batch in batches:
        loss = loss_of(batch)
        loss.backward()
        optimizer.step()
        losses.append(float(loss.data))
    return losses
