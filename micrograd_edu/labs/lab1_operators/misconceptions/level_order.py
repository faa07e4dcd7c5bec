# A value passed its message on before all of its own messages had arrived.
# ask: A value is used by two others at different depths. When does it know its whole gradient?
# read: Lab 1, 'Why the order matters'
# loses: backward

# %% backward Breadth first: too early for a value used again further down
def backward(self):
    order = [self]
    for node in order:
        for parent in node._prev:
            if parent not in order:
                order.append(parent)
    order.reverse()
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward

# %% backward Depth first, listed when met: too early for a shared value
def backward(self):
    order, stack = [], [self]
    while stack:
        node = stack.pop()
        if node not in order:
            order.append(node)
            stack.extend(node._prev)
    order.reverse()
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward

# %% backward Marked as seen when put on the stack
def backward(self):
    order, seen, stack = [], {self}, [(self, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        else:
            stack.append((node, True))
            for parent in node._prev:
                if parent not in seen:
                    seen.add(parent)
                    stack.append((parent, False))
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward
