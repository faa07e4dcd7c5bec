# Split where a batch ends.

# %% minibatches
def minibatches(n, size, seed):
    order = np.arange(n)
    np.random.default_rng(seed).shuffle(order)
    return np.split(order, range(size, n, size))
