# Your penalty always has the weight 1e-4.
# ask: 1e-4 is only the default. Where does your function use the alpha that it was given?
# read: Lab 3, 'Task 3'
# loses: loss

# %% loss The default alpha, whatever is asked
def svm_loss(model, X, y, alpha=1e-4):
    scores = [model(x) for x in X]
    losses = [(1 - yi * si).relu() for yi, si in zip(y, scores)]
    data_loss = total(losses) * (1 / len(losses))
    penalty = 1e-4 * total([p * p for p in model.parameters()])
    accuracy = sum((yi > 0) == (si.data > 0) for yi, si in zip(y, scores)) / len(y)
    return data_loss + penalty, accuracy
