# squared hinge
# belief: squared hinge
# source: written without sight of the checks
# told: misconception: squared_hinge
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() ** 2 for s, t in zip(scores, y)]) / len(X)
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
