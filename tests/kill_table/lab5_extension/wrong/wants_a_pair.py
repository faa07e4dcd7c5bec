# One step too few.
# loses: tensor_train
# told: form: form

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    X = Tensor(X)
    minus_y = Tensor(-y.reshape(-1, 1))
    w1, b1, w2, b2 = params = [Tensor(p) for p in parameters]
    first = None
    for step in range(steps - 1):
        for p in params:
            p.grad = None
        scores = (X @ w1 + b1).relu() @ w2 + b2
        loss = (scores * minus_y + 1).relu().mean()
        for p in params:
            loss = loss + (p * p).sum() * alpha
        loss.backward()
        if step == 0:
            first = [p.grad for p in params]
        for p in params:
            p.data = p.data - lr * p.grad
    return [p.data for p in params], first
