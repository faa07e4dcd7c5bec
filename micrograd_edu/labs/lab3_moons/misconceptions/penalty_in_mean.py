# The penalty is divided by the number of points.
# ask: Which part of the loss does the lab average, and which does it add once?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The penalty is averaged over the points
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) 
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return (data_loss + penalty) * (1 / len(scores)), sum(right) / len(right)
