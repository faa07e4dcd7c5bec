# A Value is compared with a number, and Python does not know how.
# ask: Nobody differentiates the accuracy. Which attribute of a Value is the plain number?
# read: Lab 3, 'backward does nothing'
# loses: loss

# %% loss A Value is compared with 0
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [score * target > 0 for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
