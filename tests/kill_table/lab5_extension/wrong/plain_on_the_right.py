# Plain numbers are wrapped, plain arrays are not.
# loses: tensor_ops
# told: contrast: where a plain array stands on the right

# %% tensor_ops
class Tensor:
    def __init__(self, data, parents=(), messages=()):
        """data becomes an array of float64; parents and messages are for the way described."""
        self.data = np.array(data, dtype=np.float64)
        self.grad = None
        self.parents = parents
        self.messages = messages

    def __add__(self, other):
        other = Tensor(other) if isinstance(other, (int, float)) else other
        return Tensor(
            self.data + other.data,
            (self, other),
            (
                lambda g: unbroadcast(g, self.data.shape),
                lambda g: unbroadcast(g, other.data.shape),
            ),
        )

    def __mul__(self, other):
        other = Tensor(other) if isinstance(other, (int, float)) else other
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

    def backward(self):
        order = []
        seen = set()

        def visit(t):
            if id(t) in seen:
                return
            seen.add(id(t))
            for p in t.parents:
                visit(p)
            order.append(t)

        visit(self)
        for t in order:
            if t.parents or t.grad is None:
                t.grad = np.zeros(t.data.shape)
        self.grad = np.ones(self.data.shape)
        for t in reversed(order):
            for parent, message in zip(t.parents, t.messages):
                parent.grad = parent.grad + message(t.grad)
