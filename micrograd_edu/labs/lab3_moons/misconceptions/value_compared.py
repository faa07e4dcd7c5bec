# A Value is compared with a number, and Python does not know how.
# ask: Is it in the accuracy? There a plain number will do, since nobody differentiates it. In the loss? Which method keeps what is positive?
# read: Lab 3, 'backward does nothing'
# loses: loss

# %% loss A Value is compared with 0
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [score * target > 0 for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)

# %% loss max(0, ...) where a relu is wanted
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total(max(0, 1 - target * score) for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
