# A value multiplies its number into the message, in place of its gradient.
# ask: What does a value pass on: how large it is, or how much the result moves when it moves?
# read: Lab 1, 'The chain rule, once'
# loses: backward

# %% backward data for grad
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
            parent.grad += node.data * local_grad


Value.backward = backward
