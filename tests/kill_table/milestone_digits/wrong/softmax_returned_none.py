# Without a return.
# loses: softmax
# told: form: form

# %% softmax
def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers / powers.sum(axis=1, keepdims=True)
