# Digits are drawn anew for each batch: some come twice, others never.
# ask: After one epoch with your batches, has every digit been seen?
# read: Milestone, 'Task 3: minibatches'
# loses: minibatches

# %% minibatches Drawn with replacement
def minibatches(n, size, seed):
    rng = np.random.default_rng(seed)
    return [rng.integers(0, n, min(size, n - start)) for start in range(0, n, size)]
