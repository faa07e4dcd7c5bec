# A result that is used twice sends its messages before all of its own have arrived.
# ask: In which order does your backward go through the graph, and does a value come after everything made from it?
# read: Lab 5, 'Task 3'
# loses: tensor_ops

# %% tensor_ops Each node sends on at once whatever it has so far
class Tensor:
    def __init__(self, data, parents=(), messages=()):
        """data becomes an array of float64; parents and messages are for the way described."""
        self.data = np.array(data, dtype=np.float64)
        self.grad = None
        self.parents = parents
        self.messages = messages

    def __add__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor(
            self.data + other.data,
            (self, other),
            (
                lambda g: unbroadcast(g, self.data.shape),
                lambda g: unbroadcast(g, other.data.shape),
            ),
        )

    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor(
            self.data * other.data,
            (self, other),
            (
                lambda g: unbroadcast(g * other.data, self.data.shape),
                lambda g: unbroadcast(g * self.data, other.data.shape),
            ),
        )

    def __matmul__(self, other):
        return Tensor(
            self.data @ other.data,
            (self, other),
            (lambda g: g @ other.data.T, lambda g: self.data.T @ g),
        )

    def relu(self):
        return Tensor(np.maximum(self.data, 0), (self,), (lambda g: g * (self.data > 0),))

    def sum(self):
        return Tensor(self.data.sum(), (self,), (lambda g: g * np.ones(self.data.shape),))

    def mean(self):
        n = self.data.size
        return Tensor(self.data.mean(), (self,), (lambda g: g * np.ones(self.data.shape) / n,))

    def backward(self, grad=None):
        if grad is None:
            grad = np.ones(self.data.shape)
        self.grad = grad if self.grad is None else self.grad + grad
        for parent, message in zip(self.parents, self.messages):
            parent.backward(message(self.grad))

# %% tensor_ops A walk in the order of first meeting
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
        return Tensor(self.data.sum(), ((self, lambda g: g * np.ones(self.data.shape)),))

    def mean(self):
        return self.sum() * (1 / self.data.size)

    def backward(self):
        order, seen = [], set()
        def visit(t):
            if id(t) in seen: return
            seen.add(id(t))
            order.insert(0, t)
            for p, _ in t._parents: visit(p)
        visit(self)
        for t in order:
            if t._parents: t.grad = None
        self.grad = np.ones_like(self.data)
        for t in reversed(order):
            for p, f in t._parents:
                m = f(t.grad)
                p.grad = m if p.grad is None else p.grad + m
