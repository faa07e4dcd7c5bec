# the penalty is divided by n as well
# belief: the penalty is divided by n as well
# source: written without sight of the checks
# told: misconception: penalty_in_mean
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)])
    loss = (loss + alpha * total([p * p for p in model.parameters()])) / len(X)
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
