# relu(1 - |s|): label used only for the accuracy
# belief: relu(1 - |s|): label used only for the accuracy
# source: written without sight of the checks
# told: contrast: where a point is on the wrong side
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    losses = [(1 - (s if s.data > 0 else -s)).relu() for s in scores]
    loss = total(losses) / len(X)
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
