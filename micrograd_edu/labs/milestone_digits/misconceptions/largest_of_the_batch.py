# The largest score of the whole batch is taken out of each row: a row that lies far below it has only zeros left.
# ask: Rows (1000, 1000) and (0, 0): what is left of the second one, and what is its sum?
# read: Milestone, 'Task 1: softmax'
# loses: softmax

# %% softmax The batch's largest
def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)
