# The first gradients are right, and the parameters have not moved at all.
# ask: After `p = ...`, does your list still hold the old tensor, or does it hold p?
# read: Lab 5, 'Task 4'
# loses: tensor_train

# %% tensor_train p = Tensor(...) in the loop
def tensor_train(X, y, parameters, steps, lr, alpha):
    ps = [Tensor(p) for p in parameters]
    X, y = Tensor(X), y.reshape(-1, 1)
    first = None
    for step in range(steps):
        for p in ps: p.grad = None
        w1, b1, w2, b2 = ps
        scores = (X @ w1 + b1).relu() @ w2 + b2
        loss = (scores * (-y) + 1).relu().mean()
        for p in ps:
            loss = loss + (p * p).sum() * alpha
        loss.backward()
        if first is None:
            first = [p.grad for p in ps]
        for p in ps:
            p = Tensor(p.data - lr * p.grad)
    return [p.data for p in ps], first
