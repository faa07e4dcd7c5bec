# Large scores give nan, and very small ones too: powers are taken of the scores as they are.
# ask: What is e to the power 1000, as a float? And what is that divided by itself?
# read: Milestone, 'Task 1: softmax'
# loses: softmax

# %% softmax Powers of the scores as they are
def softmax(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)
