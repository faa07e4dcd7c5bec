# each message is added twice (a duplicated line)
# belief: each message is added twice (a duplicated line)
# source: found in public code or threads, retyped for this lab
# told: relation: is what arrives when a value sends more than once
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
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, g in zip(node._prev, node._local_grads):
            parent.grad += node.grad * g
            parent.grad += node.grad * g
Value.backward = backward
