# Emptied at the end of each step, too.

# %% train
def train(parameters, batches, loss_of, lr):
    losses, optimizer = [], Adam(parameters, lr=lr)
    for p in parameters:
        p.grad = None
    for batch in batches:
        loss = loss_of(batch)
        losses.append(loss.data.item())
        loss.backward()
        optimizer.step()
        for p in parameters:
            p.grad = None
    return losses
