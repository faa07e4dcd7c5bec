# Every gradient is 0.
# ask: The messages multiply what the root has. What is d(root)/d(root), and is it still there when the sending starts?
# read: Lab 1, 'Task 7'
# loses: backward

# %% backward The root has no gradient to send
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
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward
