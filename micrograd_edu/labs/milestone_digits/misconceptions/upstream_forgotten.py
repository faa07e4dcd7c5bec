# Whatever arrives from later operations is not multiplied in.
# ask: If the loss is multiplied by 3 afterwards, how should the gradient of the scores change?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy Without g
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return said / len(s)

    return Tensor(loss, (scores,), (message,))
