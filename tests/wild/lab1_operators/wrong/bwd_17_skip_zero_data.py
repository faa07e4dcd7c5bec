# values that are 0 send nothing
# belief: a value whose number is 0 contributes nothing (if not node.data: continue)
# source: written without sight of the checks
# told: contrast: where a number is 0
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
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in reversed(order):
        if not node.data:
            continue
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
