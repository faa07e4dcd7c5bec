# The labels have no effect on your loss.
# ask: Two points with the same score and opposite labels: should they cost the same?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The labels are left out
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
