# Backpropagation by hand on arrays.

# %% tensor_train
def tensor_train(X, y, parameters, steps, lr, alpha):
    w1, b1, w2, b2 = (p.copy() for p in parameters)
    y = y.reshape(-1, 1)
    first = None
    for _ in range(steps):
        before = X @ w1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ w2 + b2
        g = np.where(1 - y * scores > 0, -y, 0.0) / len(y)
        gh = (g @ w2.T) * (before > 0)
        grads = [X.T @ gh, gh.sum(0), hidden.T @ g, g.sum(0)]
        grads = [grad + 2 * alpha * p for grad, p in zip(grads, (w1, b1, w2, b2))]
        first = first or grads
        w1, b1, w2, b2 = (p - lr * grad for p, grad in zip((w1, b1, w2, b2), grads))
    return [w1, b1, w2, b2], first
