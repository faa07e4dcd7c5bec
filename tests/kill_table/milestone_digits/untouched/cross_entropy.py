# The untouched cell.
# loses: cross_entropy

# %% cross_entropy
def cross_entropy(scores, labels):
    raise NotImplementedError()
