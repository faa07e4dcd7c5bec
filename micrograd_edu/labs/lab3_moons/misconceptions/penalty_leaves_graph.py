# The loss has the right number, but no gradient comes back from the penalty.
# ask: Is each square made from the parameter, or from its .data?
# read: Lab 3, 'backward does nothing'
# loses: loss

# %% loss The penalty is computed from .data
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    losses = [(1 - yi * si).relu() for yi, si in zip(y, scores)]
    data_loss = total(losses) * (1 / len(losses))
    penalty = alpha * sum(p.data ** 2 for p in model.parameters())
    accuracy = sum((yi > 0) == (si.data > 0) for yi, si in zip(y, scores)) / len(y)
    return data_loss + penalty, accuracy
