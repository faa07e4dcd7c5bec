# penalty is the mean of the squares
# belief: penalty is the mean of the squares
# source: written without sight of the checks
# told: misconception: l2_mean
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)]) / len(X)
    params = model.parameters()
    loss = loss + alpha * total([p * p for p in params]) / len(params)
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
