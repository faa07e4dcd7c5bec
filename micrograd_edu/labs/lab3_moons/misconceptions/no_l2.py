# The penalty on large weights is missing.
# ask: Which parameter of svm_loss do you not use?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The penalty is forgotten
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss, sum(right) / len(right)
