# late binding: both messages made in a loop see the last operand
# belief: late binding: both messages made in a loop see the last operand
# source: written without sight of the checks
# told: relation: is its own number
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
        messages = []
        for operand in (self, other):
            messages.append(lambda g: _unb(g, operand.data.shape))
        return Tensor(self.data + other.data, (self, other), messages)

    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        messages = []
        for mine, factor in ((self, other), (other, self)):
            messages.append(lambda g: _unb(g * factor.data, mine.data.shape))
        return Tensor(self.data * other.data, (self, other), messages)

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
