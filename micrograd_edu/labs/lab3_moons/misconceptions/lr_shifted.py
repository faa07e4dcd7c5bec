# Each step uses the learning rate of the next one.
# ask: Which number does the first step have in this task, 0 or 1?
# read: Lab 3, 'Task 5'
# loses: train

# %% train Steps counted from 1
def train(model, loss_fn, steps, lr):
    history = []
    for k in tqdm(range(steps), file=sys.stdout):
        history.append(sgd_step(model, loss_fn, lr(k + 1)))
    return history
