# The second call gives the same leaf gradients as the first; they should add up.
# ask: Which values did nobody compute? PyTorch lets those collect gradients over calls.
# read: Lab 1, 'The second call is wrong'
# loses: backward

# %% backward Leaves do not accumulate over calls
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
        node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward
