# backward level by level (breadth first), no topological order
# belief: backward level by level (breadth first), no topological order
# source: written without sight of the checks
# told: misconception: too_early
# read: cause

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
        order, queue = [], [self]
        while queue:
            node = queue.pop(0)
            if node in order:
                continue
            order.append(node)
            queue.extend(node.parents)
        for node in order:
            if node.parents or node.grad is None:
                node.grad = np.zeros(node.data.shape)
        self.grad = self.grad + np.ones(self.data.shape)
        for node in order:
            for parent, message in zip(node.parents, node.messages):
                parent.grad = parent.grad + message(node.grad)
