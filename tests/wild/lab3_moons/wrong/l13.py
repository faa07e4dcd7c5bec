# penalty is the square of the sum of the parameters
# belief: penalty is the square of the sum of the parameters
# source: written without sight of the checks
# told: contrast: where alpha is not 0
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)]) / len(X)
    loss = loss + alpha * total(model.parameters()) ** 2
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
