# *: both messages go to self
# belief: *: both messages go to self
# source: found in public code or threads, retyped for this lab
# told: relation: adds its own number
# read: cause

# %% tensor_ops
class Tensor:
    def __init__(self, data, parents=(), messages=()):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = None
        self._prev = parents
        self._messages = messages
    def __add__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        messages = (lambda g: unbroadcast(g, self.data.shape), lambda g: unbroadcast(g, other.data.shape))
        return Tensor(self.data + other.data, (self, other), messages)
    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        messages = (lambda g: unbroadcast(g * other.data, self.data.shape) + unbroadcast(g * self.data, self.data.shape), lambda g: 0.0)
        return Tensor(self.data * other.data, (self, other), messages)
    def __matmul__(self, other):
        messages = (lambda g: g @ other.data.T, lambda g: self.data.T @ g)
        return Tensor(self.data @ other.data, (self, other), messages)
    def relu(self):
        return Tensor(np.maximum(self.data, 0.0), (self,), (lambda g: g * (self.data > 0),))
    def sum(self):
        return Tensor(self.data.sum(), (self,), (lambda g: g * np.ones(self.data.shape),))
    def mean(self):
        return self.sum() * (1 / self.data.size)
    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((p, False) for p in node._prev)
        for node in order:
            if node._prev or node.grad is None:
                node.grad = np.zeros(node.data.shape)
        self.grad = np.ones(self.data.shape)
        for node in reversed(order):
            for parent, message in zip(node._prev, node._messages):
                parent.grad = parent.grad + message(node.grad)
