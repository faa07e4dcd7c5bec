# Local derivative and gradient are added; the chain rule does something else with them.
# ask: If a moves b three times as much, and b moves c twice as much, how much does a move c?
# read: Lab 1, 'The chain rule, once'
# loses: backward

# %% backward Added where it should be multiplied
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
            parent.grad += node.grad + local_grad


Value.backward = backward
