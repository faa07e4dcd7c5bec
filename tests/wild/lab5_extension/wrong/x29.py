# backward of each parent called at once (depth first), with its whole grad so far
# belief: backward of each parent called at once (depth first), with its whole grad so far
# source: written without sight of the checks
# told: part: the gradient
# read: true

# %% tensor_ops
def _unb(g, shape):
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for i, n in enumerate(shape):
        if n == 1:
            g = g.sum(axis=i, keepdims=True)
    return g
class Tensor:
    def __init__(self, data, parents=(), messages=()):
        self.data = np.array(data, dtype=np.float64)
        self.grad = None
        self.parents = parents
        self.messages = messages
    def __add__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor(self.data + other.data, (self, other), (lambda g: _unb(g, self.data.shape), lambda g: _unb(g, other.data.shape)))
    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor(self.data * other.data, (self, other),
                      (lambda g: _unb(g * other.data, self.data.shape), lambda g: _unb(g * self.data, other.data.shape)))
    def __matmul__(self, other):
        return Tensor(self.data @ other.data, (self, other), (lambda g: g @ other.data.T, lambda g: self.data.T @ g))
    def relu(self):
        return Tensor(np.maximum(self.data, 0), (self,), (lambda g: g * (self.data > 0),))
    def sum(self):
        return Tensor(self.data.sum(), (self,), (lambda g: g * np.ones(self.data.shape),))
    def mean(self):
        return Tensor(self.data.mean(), (self,), (lambda g: g * np.ones(self.data.shape) / self.data.size,))
    def backward(self):
        self.grad = np.ones(self.data.shape)
        self._send()

    def _send(self):
        for parent, message in zip(self.parents, self.messages):
            m = message(self.grad)
            parent.grad = m if parent.grad is None else parent.grad + m
            parent._send()
