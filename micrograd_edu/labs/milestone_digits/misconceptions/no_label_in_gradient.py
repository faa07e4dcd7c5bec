# The gradient is what the network said; what it should have said is not in it.
# ask: If the network is quite sure of the right class, which gradient should its scores get?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy Without the 1
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = softmax(s)
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
