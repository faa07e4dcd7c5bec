# The seed is set for everybody's random numbers, not for a source of its own.
# ask: Somebody draws random weights after your function: are they the same in every epoch?
# read: Milestone, 'Task 3: minibatches'
# loses: minibatches

# %% minibatches np.random.seed
def minibatches(n, size, seed):
    np.random.seed(seed)
    order = np.random.permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]
