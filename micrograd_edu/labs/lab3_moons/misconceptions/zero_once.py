# The gradients are emptied once, before the loop, and then grow from step to step.
# ask: How often must the gradients be emptied?
# read: Lab 3, 'The loss falls, then jumps about'
# loses: train

# %% train Gradients are emptied once, before the loop
def train(model, loss_fn, steps, lr):
    history = []
    for p in model.parameters():
        p.grad = None
    for k in tqdm(range(steps), file=sys.stdout):
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
