# Nobody replaces None by 0.
# loses: backward
# hint: grad_is_none

# %% backward
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
