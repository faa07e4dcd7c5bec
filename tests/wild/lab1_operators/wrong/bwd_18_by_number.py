# seen holds numbers
# belief: values with the same number are the same value (seen.add(node.data))
# source: written without sight of the checks
# told: contrast: where different values hold equal numbers
# read: cause

# %% backward
def backward(self):
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, listed = stack.pop()
        if listed:
            order.append(node)
        elif node.data not in seen:
            seen.add(node.data)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad = (parent.grad or 0.0) + slope * node.grad


Value.backward = backward
