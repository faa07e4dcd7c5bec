# The seed is not used: each call gives other batches.
# ask: How would you run the same training again, to look for a bug?
# read: Milestone, 'Task 3: minibatches'
# loses: minibatches

# %% minibatches A source without the seed
def minibatches(n, size, seed):
    order = np.random.default_rng().permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]
