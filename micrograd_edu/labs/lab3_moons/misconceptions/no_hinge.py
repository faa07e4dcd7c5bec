# A point that is right by more than the margin makes your loss smaller, and may even make it negative.
# ask: What does relu do to 1 - y * s when y * s is 5?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The margin without relu
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    losses = [(1 - yi * si) for yi, si in zip(y, scores)]
    data_loss = total(losses) * (1 / len(losses))
    penalty = alpha * total([p * p for p in model.parameters()])
    accuracy = sum((yi > 0) == (si.data > 0) for yi, si in zip(y, scores)) / len(y)
    return data_loss + penalty, accuracy
