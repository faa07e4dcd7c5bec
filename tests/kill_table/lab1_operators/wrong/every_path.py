# Every path on its own: right, and exponential
# loses: backward
# told: form: form

# %% backward
def backward(self):
    for node in [self]:
        pending = [self]
        seen = set()
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            if node._prev or node.grad is None:
                node.grad = 0.0
            pending.extend(node._prev)
    work = [(self, 1.0)]
    while work:
        node, message = work.pop()
        node.grad += message
        for parent, local_grad in zip(node._prev, node._local_grads):
            work.append((parent, message * local_grad))


Value.backward = backward
