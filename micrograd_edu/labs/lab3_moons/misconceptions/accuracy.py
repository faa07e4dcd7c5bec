# The loss is right, and the accuracy is not.
# ask: For which scores does the model vote for +1? What share of the points is right?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss A count, not a share
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right)
