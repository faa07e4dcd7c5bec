# The untouched cell.
# loses: softmax

# %% softmax
def softmax(scores):
    raise NotImplementedError()
