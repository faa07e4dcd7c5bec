# alpha hard-coded
# belief: alpha hard-coded
# source: written without sight of the checks
# told: misconception: alpha_fixed
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)]) / len(X)
    loss = loss + 1e-4 * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
