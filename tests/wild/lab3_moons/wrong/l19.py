# generator of scores exhausted: accuracy is 0
# belief: generator of scores exhausted: accuracy is 0
# source: written without sight of the checks
# told: relation: zero
# read: true

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = map(model, X)
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)]) / len(X)
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
