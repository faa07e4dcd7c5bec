# From the second step on, gradients of earlier steps are still in there.
# ask: Who empties the gradients?
# read: Lab 5, 'Task 4'
# loses: tensor_train

# %% tensor_train Gradients are never emptied
def tensor_train(X, y, parameters, steps, lr, alpha):
    w1, b1, w2, b2 = tensors = [Tensor(p) for p in parameters]
    inputs, labels = Tensor(X), np.asarray(y, dtype=float).reshape(-1, 1)
    first = None
    for _ in range(steps):
        scores = (inputs @ w1 + b1).relu() @ w2 + b2
        loss = (scores * -labels + 1.0).relu().mean()
        for p in tensors:
            loss = loss + (p * p).sum() * alpha
        loss.backward()
        first = first or [p.grad.copy() for p in tensors]
        for p in tensors:
            p.data = p.data - lr * p.grad
    return [p.data for p in tensors], first
