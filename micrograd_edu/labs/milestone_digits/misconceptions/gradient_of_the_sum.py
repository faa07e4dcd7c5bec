# The loss is the mean, but its gradient is that of the sum.
# ask: By how much does the mean of n numbers move when one of them moves by 1?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy No division in the message
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return g * said

    return Tensor(loss, (scores,), (message,))
