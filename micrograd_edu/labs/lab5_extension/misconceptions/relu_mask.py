# The gradient through relu is not right element by element.
# ask: Which elements were open in the forward pass, and what do the closed ones send back?
# read: Lab 5, 'Task 3'
# loses: tensor_ops

# %% tensor_ops relu without a mask
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
        messages = (
            lambda g: unbroadcast(g * other.data, self.data.shape),
            lambda g: unbroadcast(g * self.data, other.data.shape),
        )
        return Tensor(self.data * other.data, (self, other), messages)

    def __matmul__(self, other):
        messages = (lambda g: g @ other.data.T, lambda g: self.data.T @ g)
        return Tensor(self.data @ other.data, (self, other), messages)

    def relu(self):
        return Tensor(np.maximum(self.data, 0.0), (self,), (lambda g: g,))

    def sum(self):
        return Tensor(self.data.sum(), (self,), (lambda g: g * np.ones(self.data.shape),))

    def mean(self):
        return self.sum() * (1 / self.data.size)

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_listed = stack.pop()
            if parents_listed:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node._prev)
        for node in order:
            if node._prev or node.grad is None:
                node.grad = np.zeros(node.data.shape)
        self.grad = np.ones(self.data.shape)
        for node in reversed(order):
            for parent, message in zip(node._prev, node._messages):
                parent.grad = parent.grad + message(node.grad)

# %% tensor_ops The mask of relu belongs to the gradient
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
        return Tensor(np.maximum(self.data, 0), ((self, lambda g: g * (g > 0)),))

    def sum(self):
        return Tensor(self.data.sum(), ((self, lambda g: g * np.ones(self.data.shape)),))

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
