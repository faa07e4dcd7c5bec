# The batches are the digits in their order, whatever the seed.
# ask: Who meets whom in the second epoch, and in the tenth?
# read: Milestone, 'Task 3: minibatches'
# loses: minibatches

# %% minibatches In order
def minibatches(n, size, seed):
    return [np.arange(start, min(start + size, n)) for start in range(0, n, size)]
