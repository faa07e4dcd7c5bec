# The digits that do not fill a batch are left out.
# ask: How many of 5 digits does an epoch with batches of 2 see?
# read: Milestone, 'Task 3: minibatches'
# loses: minibatches

# %% minibatches Whole batches only
def minibatches(n, size, seed):
    order = np.random.default_rng(seed).permutation(n)
    return [order[start : start + size] for start in range(0, n - size + 1, size)]
