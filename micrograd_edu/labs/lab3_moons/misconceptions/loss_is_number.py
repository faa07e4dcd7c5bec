# The loss is a plain number, so there is nothing to call backward on.
# ask: Where in your function does the graph end?
# read: Lab 3, 'backward does nothing'
# loses: loss

# %% loss A plain number
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return (data_loss + penalty).data, sum(right) / len(right)
