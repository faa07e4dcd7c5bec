# Depth first, listed when met: too early for a shared value.
# loses: backward
# hint: level_order

# %% backward
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
