# The loss does not know its parents.
# loses: cross_entropy
# told: form: form

# %% cross_entropy
def cross_entropy(scores, labels):
    s = scores.data
    return Tensor((np.log(np.exp(s - s.max(1, keepdims=True)).sum(1)) + s.max(1) - s[np.arange(len(s)), labels]).mean())
