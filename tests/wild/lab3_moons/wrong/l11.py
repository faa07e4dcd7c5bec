# the score's number (.data) goes into the loss
# belief: the score's number (.data) goes into the loss
# source: written without sight of the checks
# told: relation: is the part that comes from the penalty
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([Value(1 - s.data * t).relu() for s, t in zip(scores, y)]) / len(X)
    loss = loss + alpha * total([p * p for p in model.parameters()])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
