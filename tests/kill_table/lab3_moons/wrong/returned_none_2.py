# Nothing is returned.
# loses: train
# told: form: form

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
