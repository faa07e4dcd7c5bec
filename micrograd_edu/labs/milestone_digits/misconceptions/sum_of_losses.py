# The losses of the batch are added up, where their mean was asked for.
# ask: Take the same digit twice: should the loss of a batch of two be twice that of one?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy Sum, and its gradient
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).sum()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return g * said

    return Tensor(loss, (scores,), (message,))

# %% cross_entropy Sum, and the gradient of the mean
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).sum()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
