# Your loss is the sum over all points; the lab asks for their average.
# ask: What would happen to your learning rate if the data set were ten times as large?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss Sum for mean
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
