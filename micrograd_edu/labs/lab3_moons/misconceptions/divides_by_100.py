# The sum over the points is divided by 100, however many points there are.
# ask: The lab's moons are 100 points. How many points does your function get when the check calls it?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss A fixed number of points
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * 0.01
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
