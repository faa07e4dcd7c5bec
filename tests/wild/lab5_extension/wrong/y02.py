# gradients of the last step
# belief: gradients of the last step
# source: written without sight of the checks
# told: misconception: last_gradients
# read: cause

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    Xt, ps = Tensor(X), [Tensor(p) for p in parameters]
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
        grads = [p.grad.copy() for p in ps]
        for p in ps:
            p.data = p.data - lr * p.grad
    return [p.data for p in ps], grads
