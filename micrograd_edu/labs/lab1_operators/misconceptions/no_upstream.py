# Each message is only the local derivative.
# ask: If c moves the root 10 times as much, what happens to the message that c sends to its parents?
# read: Lab 1, 'The chain rule, once'
# loses: backward

# %% backward The upstream gradient is forgotten
def backward(self):
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += local_grad


Value.backward = backward
