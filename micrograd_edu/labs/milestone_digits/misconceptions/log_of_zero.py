# The log of a probability that is 0 as a float: the loss becomes infinite.
# ask: The scores (1000, 0): what is the second probability as a float, and what is its log? How can the log be had without it?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy Log of softmax
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    loss = -np.log(softmax(s)[rows, labels]).mean()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
