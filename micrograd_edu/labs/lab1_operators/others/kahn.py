# Kahn's algorithm: count uses, send when all have reported.

# %% backward
def backward(self):
    uses, pending = {self: 0}, [self]
    while pending:
        for parent in pending.pop()._prev:
            if parent not in uses:
                uses[parent] = 0
                pending.append(parent)
            uses[parent] += 1
    for node in uses:
        node.grad = 0.0 if node._prev else (node.grad or 0.0)
    self.grad = 1.0
    ready = [self]
    while ready:
        node = ready.pop()
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += local_grad * node.grad
            uses[parent] -= 1
            if not uses[parent]:
                ready.append(parent)


Value.backward = backward
