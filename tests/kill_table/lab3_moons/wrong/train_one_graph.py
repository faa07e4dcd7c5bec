# The loss is computed once, before the loop.
# loses: train
# hint: lab3_stale_graph

# %% train
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
