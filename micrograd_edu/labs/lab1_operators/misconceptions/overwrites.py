# A value that is used twice kept only the last message.
# ask: When two paths lead from a to the result, how does a's gradient follow from the two messages?
# read: Lab 1, 'My gradient is half of what it should be'
# loses: backward

# %% backward = for +=
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
            parent.grad = node.grad * local_grad


Value.backward = backward
