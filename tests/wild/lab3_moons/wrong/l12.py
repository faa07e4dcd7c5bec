# relu of the average instead of average of the relu
# belief: relu of the average instead of average of the relu
# source: written without sight of the checks
# told: contrast: where some points cost something and some do not
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = (total([1 - s * t for s, t in zip(scores, y)]) / len(X)).relu()
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
