# turns labels 0/1 into -1/1 although they are -1/1 already
# belief: turns labels 0/1 into -1/1 although they are -1/1 already
# source: written without sight of the checks
# told: misconception: labels_turned
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * (2 * t - 1)).relu() for s, t in zip(scores, y)]) / len(X)
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
