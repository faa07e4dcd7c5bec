# visited mark left on the values
# belief: a mark on the value (node.visited = True) may stay; second call or a second graph sharing a leaf finds it marked
# source: written without sight of the checks
# told: contrast: where backward() is called more than once
# read: cause

# %% backward
def backward(self):
    order = []
    stack = [(self, False)]
    while stack:
        node, listed = stack.pop()
        if listed:
            order.append(node)
        elif not getattr(node, "visited", False):
            node.visited = True
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
