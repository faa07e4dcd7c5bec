# All probabilities of the batch together add up to 1.
# ask: Take two rows (0, 0) and (0, 0): what should each of the four numbers be?
# read: Milestone, 'Task 1: softmax'
# loses: softmax

# %% softmax One sum for everything
def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum()

# %% softmax One largest and one sum for everything
def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
