# The order, and no batches.
# loses: minibatches
# told: form: form

# %% minibatches
def minibatches(n, size, seed):
    return np.random.default_rng(seed).permutation(n)
