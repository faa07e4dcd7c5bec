# The loss of each point comes out squared.
# ask: Which exponent does the lab's formula have?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The squared hinge
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() ** 2 for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
