# The check needs the weights after training, and the gradients of the first step.
# ask: What does the last line of your function return?
# read: Lab 5, 'Task 4'
# loses: tensor_train

# %% tensor_train One step too few
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

# %% tensor_train No gradients returned
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
            p.data = p.data - lr * p.grad
    return [p.data for p in tensors]

# %% tensor_train Hands out the weights only
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
            p.data = p.data - lr * p.grad
    return [w1.data, w2.data], [first[0], first[2]]
