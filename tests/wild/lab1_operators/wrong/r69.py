# the root's grad is increased by 1 at each call
# belief: the root's grad is increased by 1 at each call
# source: found in public code or threads, retyped for this lab
# told: relation: adds its gradient from before the call
# read: cause

# %% backward
def backward(self):
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((p, False) for p in node._prev)
    for node in order:
        if node is not self and (node._prev or node.grad is None):
            node.grad = 0.0
    self.grad = (self.grad or 0.0) + 1
    for node in reversed(order):
        for parent, g in zip(node._prev, node._local_grads):
            parent.grad += node.grad * g
Value.backward = backward
