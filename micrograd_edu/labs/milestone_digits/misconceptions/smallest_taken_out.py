# It is the smallest score of a row that is taken out, and the largest still overflows.
# ask: After your subtraction, what is the largest power that can be left: e to which number?
# read: Milestone, 'Task 1: softmax'
# loses: softmax

# %% softmax The smallest taken out
def softmax(scores):
    powers = np.exp(scores - scores.min(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
