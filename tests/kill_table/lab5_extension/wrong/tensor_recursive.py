# Each node sends on at once whatever it has so far.
# loses: tensor_ops
# hint: lab5_too_early

# %% tensor_ops
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
