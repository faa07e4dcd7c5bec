# A whole column is picked for each label, where one score of each row was meant.
# ask: For two rows, what is the shape of `array[:, labels]`, and what is that of `array[np.arange(2), labels]`?
# read: Milestone, 'Task 2: cross-entropy'
# loses: cross_entropy

# %% cross_entropy Columns
def cross_entropy(scores, labels):
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[:, labels]).mean()

    def message(g):
        said = softmax(s)
        said[:, labels] -= 1
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
