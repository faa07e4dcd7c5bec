# grad is None used as "not visited yet"
# belief: a value whose grad is not None has been visited (fails on the second call)
# source: written without sight of the checks
# told: relation: is its gradient from before the call
# read: cause

# %% backward
def backward(self):
    order, stack = [], [(self, False)]
    while stack:
        node, listed = stack.pop()
        if listed:
            order.append(node)
        elif node.grad is None:
            node.grad = 0.0
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
