# Plain sum() and other names.

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    n, hits, out = len(X), 0, 0
    for point, label in zip(X, y):
        s = model(point)
        hits += s.data * label > 0
        out = out + (1 - s * label).relu() / n
    for p in model.parameters():
        out = out + alpha * p**2
    return out, hits / n
