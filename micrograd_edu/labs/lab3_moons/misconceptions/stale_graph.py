# The graph is built once, and each step goes back through the old numbers.
# ask: After the parameters have moved, which loss do you differentiate?
# read: Lab 3, 'The loss does not change from step to step'
# loses: train

# %% train The loss is computed once, before the loop
def train(model, loss_fn, steps, lr):
    history = []
    loss = loss_fn()
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
