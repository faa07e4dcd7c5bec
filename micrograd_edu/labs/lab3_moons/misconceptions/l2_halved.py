# Your penalty is half of what the lab defines.
# ask: Does the lab's formula have a factor 1/2?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss A factor 1/2 in the penalty
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * (alpha / 2)
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
