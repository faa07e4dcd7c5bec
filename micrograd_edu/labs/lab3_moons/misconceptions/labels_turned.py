# The labels are turned into others: they are -1 and 1 already.
# ask: What does 2 * y - 1 make of a label of 1, and of one of -1?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss As for labels 0 and 1
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    signs = [2 * target - 1 for target in y]
    data_loss = total((1 - target * score).relu() for target, score in zip(signs, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(signs, scores)]
    return data_loss + penalty, sum(right) / len(right)
