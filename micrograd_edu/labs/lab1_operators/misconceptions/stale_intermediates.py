# The second call is wrong: values in between still hold the gradient of the first.
# ask: Leaves add up over calls. What should a value in between start from?
# read: Lab 1, 'The second call is wrong'
# loses: backward

# %% backward Values in between keep the first call
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
        if node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward
