# The penalty is the average of the squares; the lab wants their sum.
# ask: What does the lab's sentence about the penalty say to do with the squares?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The squares are averaged
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * (alpha / len(model.parameters()))
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
