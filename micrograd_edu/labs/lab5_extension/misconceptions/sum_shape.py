# A gradient does not have the shape of its tensor, although nothing was stretched.
# ask: sum makes one number of many. Which shape must its message to the many have?
# read: Lab 5, 'Task 3'
# loses: tensor_ops

# %% tensor_ops sum does not spread its message
class Tensor:
    def __init__(self, data, parents=()):
        self.data = np.array(data, dtype=float)
        self.grad = None
        self._parents = parents  # (tensor, function)

    def __add__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor(self.data + other.data, (
            (self, lambda g: unbroadcast(g, self.data.shape)),
            (other, lambda g: unbroadcast(g, other.data.shape))))

    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor(self.data * other.data, (
            (self, lambda g: unbroadcast(g * other.data, self.data.shape)),
            (other, lambda g: unbroadcast(g * self.data, other.data.shape))))

    def __matmul__(self, other):
        return Tensor(self.data @ other.data, (
            (self, lambda g: g @ other.data.T),
            (other, lambda g: self.data.T @ g)))

    def relu(self):
        return Tensor(np.maximum(self.data, 0), ((self, lambda g: g * (self.data > 0)),))

    def sum(self):
        return Tensor(self.data.sum(), ((self, lambda g: g),))

    def mean(self):
        return self.sum() * (1 / self.data.size)

    def backward(self):
        order, seen = [], set()
        def visit(t):
            if id(t) in seen: return
            seen.add(id(t))
            for p, _ in t._parents: visit(p)
            order.append(t)
        visit(self)
        for t in order:
            if t._parents: t.grad = None
        self.grad = np.ones_like(self.data)
        for t in reversed(order):
            for p, f in t._parents:
                m = f(t.grad)
                p.grad = m if p.grad is None else p.grad + m
