# Scores are divided by their sum, without becoming powers of e first.
# ask: What does your softmax make of the scores (-1, 1)? Can that be probabilities?
# read: Milestone, 'Task 1: softmax'
# loses: softmax

# %% softmax Scores by their sum
def softmax(scores):
    with np.errstate(all="ignore"):
        return scores / scores.sum(axis=1, keepdims=True)
