# seed first, then reset
# belief: self.grad = 1 may come first; then the reset wipes it out
# source: written without sight of the checks
# told: relation: zero
# read: cause

# %% backward
def backward(self):
    self.grad = 1.0
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
        if node._prev or node.grad is None:
            node.grad = 0.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
