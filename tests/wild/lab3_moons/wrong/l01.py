# sum over the points instead of the average
# belief: sum over the points instead of the average
# source: written without sight of the checks
# told: misconception: sum_for_mean
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)])
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
