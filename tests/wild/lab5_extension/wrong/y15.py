# hand-written NumPy: relu mask of the hidden layer from the output layer's margin (wrong array)
# belief: hand-written NumPy: relu mask of the hidden layer from the output layer's margin (wrong array)
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
        dh = ds @ w2.T
        dz = dh * (dh > 0)
        grads = [X.T @ dz + 2 * alpha * w1, dz.sum(0) + 2 * alpha * b1, h.T @ ds + 2 * alpha * w2, ds.sum(0) + 2 * alpha * b2]
        first = first or grads
        w1, b1, w2, b2 = [p - lr * g for p, g in zip((w1, b1, w2, b2), grads)]
    return [w1, b1, w2, b2], first
