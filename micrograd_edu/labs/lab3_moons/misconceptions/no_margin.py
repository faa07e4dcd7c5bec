# Your loss is 0 for every point on the right side, however close.
# ask: Which distance does a point have to keep before its loss becomes 0?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss No margin
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((-target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
