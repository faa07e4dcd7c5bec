# labels made to 0/1 first
# belief: labels made to 0/1 first
# source: written without sight of the checks
# told: by chance
# read: nothing

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    Xt, ps, first = Tensor(X), [Tensor(p) for p in parameters], None
    y = (y + 1) / 2
    def loss_of(ps):
        w1, b1, w2, b2 = ps
        s = (Xt @ w1 + b1).relu() @ w2 + b2
        out = (s * (-y.reshape(-1, 1)) + 1).relu().mean()
        for p in ps:
            out = out + (p * p).sum() * alpha
        return out
    for _ in range(steps):
        for p in ps:
            p.grad = None
        loss_of(ps).backward()
        first = first or [p.grad.copy() for p in ps]
        for p in ps:
            p.data = p.data - lr * p.grad
    return [p.data for p in ps], first
