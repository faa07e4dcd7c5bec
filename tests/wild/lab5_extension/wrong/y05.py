# first gradients kept by reference and emptied in place (grad[...] = 0, then +=)
# belief: first gradients kept by reference and emptied in place (grad[...] = 0, then +=)
# source: written without sight of the checks
# told: misconception: last_gradients
# read: cause

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    Xt, ps, first = Tensor(X), [Tensor(p) for p in parameters], None
    def loss_of(ps):
        w1, b1, w2, b2 = ps
        s = (Xt @ w1 + b1).relu() @ w2 + b2
        out = (s * (-y.reshape(-1, 1)) + 1).relu().mean()
        for p in ps:
            out = out + (p * p).sum() * alpha
        return out
    buffers = [np.zeros(p.data.shape) for p in ps]
    for _ in range(steps):
        for p, b in zip(ps, buffers):
            b[...] = 0.0
            p.grad = None
        loss_of(ps).backward()
        for p, b in zip(ps, buffers):
            b += p.grad
        if first is None:
            first = buffers
        for p, b in zip(ps, buffers):
            p.data = p.data - lr * b
    return [p.data for p in ps], first
