# leaf gradients restart when the result is another
# belief: leaves add up only over calls on the same result; a new result starts anew (remembers the last root)
# source: written without sight of the checks
# told: relation: is what the gradients after it send to it, without what it had before
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
    again = getattr(Value, "last_root", None) is self
    Value.last_root = self
    for node in order:
        if node._prev or node.grad is None or not again:
            node.grad = 0.0
    self.grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
