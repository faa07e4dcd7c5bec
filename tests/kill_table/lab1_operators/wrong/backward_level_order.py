# Breadth first: too early for a value used again further down.
# loses: backward
# hint: level_order

# %% backward
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
