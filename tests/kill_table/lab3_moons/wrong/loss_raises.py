# The loss raises: no misconception is named for numbers that are not there.
# loses: loss

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    losses = [(1 - yi * si).relu() for yi, si in zip(y, scores)]
    data_loss = total(losses) * (1 / len(losses))
    penalty = alpha * total([p * p for p in model.parameters()])
    accuracy = sum((yi > 0) == (si > 0) for yi, si in zip(y, scores)) / len(y)
    return data_loss + penalty, accuracy
