# lr(0) at every step.
# loses: train
# hint: lab3_constant_lr

# %% train
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(0) * p.grad
        history.append(loss.data)
    return history
