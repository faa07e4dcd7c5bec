# A loop over the digits.

# %% cross_entropy
def cross_entropy(scores, labels):
    n = len(labels)
    loss, grad = 0.0, np.zeros(scores.data.shape)
    for i, label in enumerate(labels):
        row = scores.data[i]
        loss += np.logaddexp.reduce(row) - row[label]
        grad[i] = np.exp(row - np.logaddexp.reduce(row))
        grad[i, label] -= 1.0
    return Tensor(loss / n, (scores,), (lambda g: g * grad / n,))
