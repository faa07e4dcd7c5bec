# The largest is subtracted from the caller's array.
# loses: softmax
# told: law: changes arguments

# %% softmax
def softmax(scores):
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)
