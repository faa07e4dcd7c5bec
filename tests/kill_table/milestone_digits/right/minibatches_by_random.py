# Python's own random numbers, lists of ints.

# %% minibatches
def minibatches(n, size, seed):
    import random

    order = list(range(n))
    random.Random(seed).shuffle(order)
    batches = []
    while order:
        batches.append(order[:size])
        order = order[size:]
    return batches
