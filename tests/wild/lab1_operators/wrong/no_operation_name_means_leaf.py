# leaves are told by their empty _op, so a result that was put together without a name keeps its gradient
# belief: whatever has an operation is in between, and whatever has none is a leaf
# source: written without sight of the checks
# told: part: m.grad after call 2
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
        is_leaf = node._op == ""
        if not is_leaf:
            node.grad = 0.0
        elif node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += local_grad * node.grad


Value.backward = backward
