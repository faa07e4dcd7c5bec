# grads of leaves remembered over graphs
# belief: a class-level list of all leaves, all of them set from 0 at each call (leaves of another graph lose theirs)
# source: written without sight of the checks
# told: contrast: where another graph is walked in between
# read: cause

# %% backward
_leaves = []


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
    for old in _leaves:
        if old not in seen:
            old.grad = None
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
        if not node._prev and node not in _leaves:
            _leaves.append(node)
    self.grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
