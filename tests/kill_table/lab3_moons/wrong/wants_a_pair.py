# The accuracy is not returned.
# loses: loss
# told: form: form

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty
