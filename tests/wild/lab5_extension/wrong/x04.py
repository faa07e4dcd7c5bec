# + is not unbroadcast, only *
# belief: + is not unbroadcast, only *
# source: written without sight of the checks
# told: misconception: grad_shape
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
        return Tensor(self.data + other.data, (self, other), (lambda g: g, lambda g: g))

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
    def _order(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for p in node.parents:
                    visit(p)
                order.append(node)

        visit(self)
        return order
    def backward(self):
        order = self._order()
        for node in order:
            if node.parents or node.grad is None:
                node.grad = np.zeros(node.data.shape)
        self.grad = self.grad + np.ones(self.data.shape)
        for node in reversed(order):
            for parent, message in zip(node.parents, node.messages):
                parent.grad = parent.grad + message(node.grad)
