# points and labels are put into a dict, where a point that comes twice is counted once, with its last label
# belief: no two points are equal, so a dict from point to label is a handy pairing
# source: written without sight of the checks
# told: contrast: where a point comes twice
# read: cause

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    label_of = {tuple(point): label for point, label in zip(X, y)}
    losses = []
    hits = 0
    for point, label in label_of.items():
        s = model(list(point))
        losses.append((1 - label * s).relu())
        hits += (s.data > 0) == (label > 0)
    loss = total(losses) / len(losses) + alpha * total([p * p for p in model.parameters()])
    return loss, hits / len(losses)
