# The batches come in another order, but the same digits meet in each.
# ask: Which two digits can meet in a batch, and which two never will?
# read: Milestone, 'Task 3: minibatches'
# loses: minibatches

# %% minibatches Batches shuffled, not digits
def minibatches(n, size, seed):
    batches = [np.arange(start, min(start + size, n)) for start in range(0, n, size)]
    order = [*np.random.default_rng(seed).permutation(n // size), *range(n // size, len(batches))]
    return [batches[i] for i in order]
