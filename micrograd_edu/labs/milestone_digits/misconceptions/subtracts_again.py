# At each call of backward 1 is taken away once more from the same array.
# ask: When is the array made into which your message writes: at each call, or once?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy One array for all calls
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    said = softmax(s)

    def message(g):
        said[rows, labels] -= 1
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
