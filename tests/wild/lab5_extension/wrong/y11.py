# relu on the score as well
# belief: relu on the score as well
# source: written without sight of the checks
# told: nothing
# read: nothing

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    Xt, ps, first = Tensor(X), [Tensor(p) for p in parameters], None
    for _ in range(steps):
        for p in ps:
            p.grad = None
        w1, b1, w2, b2 = ps
        s = ((Xt @ w1 + b1).relu() @ w2 + b2).relu()
        loss = (s * (-y.reshape(-1, 1)) + 1).relu().mean()
        for p in ps:
            loss = loss + (p * p).sum() * alpha
        loss.backward()
        first = first or [p.grad.copy() for p in ps]
        for p in ps:
            p.data = p.data - lr * p.grad
    return [p.data for p in ps], first
