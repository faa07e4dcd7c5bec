# penalty on the weights only, biases left out
# belief: penalty on the weights only, biases left out
# source: written without sight of the checks
# told: error: AttributeError
# read: true

# %% loss
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    loss = total([(1 - s * t).relu() for s, t in zip(scores, y)]) / len(X)
    weights = [w for layer in model.layers for n in layer.neurons for w in n.w]
    loss = loss + alpha * total([w * w for w in weights])
    accuracy = sum((s.data > 0) == (t > 0) for s, t in zip(scores, y)) / len(y)
    return loss, accuracy
