# Trains in float32.
# loses: tensor_train
# told: relation: seven digits

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    w1, b1, w2, b2 = tensors = [Tensor(p) for p in parameters]
    inputs, labels = Tensor(X), np.asarray(y, dtype=float).reshape(-1, 1)
    first = None
    for _ in range(steps):
        for p in tensors:
            p.grad = None
        scores = (inputs @ w1 + b1).relu() @ w2 + b2
        loss = (scores * -labels + 1.0).relu().mean()
        for p in tensors:
            loss = loss + (p * p).sum() * alpha
        loss.backward()
        first = first or [p.grad.copy() for p in tensors]
        for p in tensors:
            p.data = np.float32(p.data - lr * p.grad)
    return [p.data for p in tensors], first
