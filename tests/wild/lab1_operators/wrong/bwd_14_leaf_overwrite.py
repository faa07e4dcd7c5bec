# leaves reset too, as zero_grad
# belief: every call starts from zero for all, otherwise gradients would be wrong (zero_grad inside)
# source: written without sight of the checks
# told: misconception: leaves_restart
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
            node.grad = 0.0
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
