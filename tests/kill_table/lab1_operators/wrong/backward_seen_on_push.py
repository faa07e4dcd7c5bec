# Marked as seen when put on the stack.
# loses: backward
# hint: level_order

# %% backward
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
