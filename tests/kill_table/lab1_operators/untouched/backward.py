# The untouched cell.
# loses: backward

# %% backward
def backward(self):
    raise NotImplementedError()


Value.backward = backward
