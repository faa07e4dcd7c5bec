# penalty computed with p.data: the number is right, no gradient
# belief: penalty computed with p.data: the number is right, no gradient
# source: written without sight of the checks
# told: misconception: penalty_leaves_graph
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)]) / len(X)
    loss = loss + alpha * sum(p.data ** 2 for p in model.parameters())
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
