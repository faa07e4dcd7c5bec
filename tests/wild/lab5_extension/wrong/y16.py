# hand-written NumPy: the penalty's factor 2 forgotten and w2 updated before its use for dh
# belief: hand-written NumPy: the penalty's factor 2 forgotten and w2 updated before its use for dh
# source: written without sight of the checks
# told: part: where it is about the hidden layer
# read: cause

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    w1, b1, w2, b2 = [np.array(p, dtype=float) for p in parameters]
    first, t, n = None, y.reshape(-1, 1), len(X)
    for _ in range(steps):
        z = X @ w1 + b1
        h = np.maximum(z, 0)
        s = h @ w2 + b2
        ds = -t * (1 - t * s > 0) / n
        g2, gb2 = h.T @ ds + 2 * alpha * w2, ds.sum(0) + 2 * alpha * b2
        w2, b2 = w2 - lr * g2, b2 - lr * gb2
        dz = ds @ w2.T * (z > 0)
        g1, gb1 = X.T @ dz + 2 * alpha * w1, dz.sum(0) + 2 * alpha * b1
        w1, b1 = w1 - lr * g1, b1 - lr * gb1
        first = first or [g1, gb1, g2, gb2]
    return [w1, b1, w2, b2], first
