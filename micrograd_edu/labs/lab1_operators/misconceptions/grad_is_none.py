# A message arrives at a value whose grad is still None, 'not yet'.
# ask: From which number does a sum start, and who puts it there before the first message is sent?
# read: Lab 1, 'unsupported operand type(s)'
# loses: backward

# %% backward Nobody replaces None by 0
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
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward
