# marked as seen when put on the stack
# belief: marking when pushed saves double entries
# source: written without sight of the checks
# told: misconception: level_order
# read: cause

# %% backward
def backward(self):
    order, seen, stack = [], {self}, [(self, False)]
    while stack:
        node, listed = stack.pop()
        if listed:
            order.append(node)
            continue
        stack.append((node, True))
        for parent in node._prev:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
