# In a * a, a hears from only one of its two uses.
# ask: How many times is a among the parents of a * a? Does your container keep both?
# read: Lab 1, 'My gradient is half of what it should be'
# loses: backward

# %% backward A set of parents loses one edge of a * a
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
        for parent, local_grad in dict(zip(node._prev[::-1], node._local_grads[::-1])).items():
            parent.grad += node.grad * local_grad


Value.backward = backward
