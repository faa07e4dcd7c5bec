# Powers are taken of the scores as they are: large ones overflow.
# ask: What is e to the power 1000, as a float? What did softmax do about that?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy Log of the sum of raw powers
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    log_sums = np.log(np.exp(s).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
