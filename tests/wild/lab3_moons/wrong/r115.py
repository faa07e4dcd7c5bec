# the accuracy compares Values
# belief: the accuracy compares Values
# source: found in public code or threads, retyped for this lab
# told: misconception: value_compared
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    losses = [(1 - yi * s).relu() for yi, s in zip(y, scores)]
    loss = total(losses) * (1 / len(losses)) + total(p * p for p in model.parameters()) * alpha
    right = [(yi > 0) == (s > 0) for yi, s in zip(y, scores)]
    return loss, sum(right) / len(right)
