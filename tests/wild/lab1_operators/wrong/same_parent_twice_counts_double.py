# a parent that stands twice in _prev gets its last local derivative, times the number of its edges
# belief: the edges from the same parent all carry the same number
# source: written without sight of the checks
# told: contrast: where one operation has different local derivatives for the same value
# read: cause

# %% backward
def backward(self):
    # 1. order: every value once, after its parents
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            # (node, True) came off
            order.append(node)
        elif node not in seen:
            seen.add(node)
            # (node, False) came off, and node is new: which notes go on the stack, the lowest first?
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    # 2. start   3. seed   4. send
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    while order:
        node = order.pop()
        edges = dict(zip(node._prev, node._local_grads))
        for parent, local_grad in edges.items():
            times = node._prev.count(parent)
            parent.grad += times * local_grad * node.grad


Value.backward = backward
