# The loss is a plain number.
# loses: cross_entropy
# told: form: form

# %% cross_entropy
def cross_entropy(scores, labels):
    return float(-np.log(softmax(scores.data)[np.arange(len(labels)), labels]).mean())
