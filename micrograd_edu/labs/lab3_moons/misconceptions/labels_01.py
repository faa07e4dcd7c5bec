# Your loss comes out as if the labels were 0 and 1.
# ask: What does 1 - y * score become when y is 0? Does it depend on the score?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss Labels 0 and 1 with a hinge
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - (target + 1) / 2 * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
