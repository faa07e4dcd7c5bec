# The untouched cell.
# loses: train

# %% train
def train(parameters, batches, loss_of, lr):
    raise NotImplementedError()
