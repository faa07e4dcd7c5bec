# values in between are reset after sending
# belief: values in between must not keep their grad, so it is set to 0 once sent
# source: written without sight of the checks
# told: relation: zero
# read: cause

# %% backward
def backward(self):
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, listed = stack.pop()
        if listed:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    for node in order:
        if node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad
        if node._prev and node is not self:
            node.grad = 0.0
    if self._prev:
        self.grad = 1.0 - 0.0


Value.backward = backward
