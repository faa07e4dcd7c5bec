# The loss that you tell is the one after the move.
# ask: In which of the four parts of a step is the loss computed, and which loss did its gradients come from?
# read: Lab 3, 'Task 4'
# loses: sgd, train

# %% sgd The loss after the move is returned
def sgd_step(model, loss_fn, lr):
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss_fn().data

# %% train The losses after the moves
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss_fn().data)
    return history
