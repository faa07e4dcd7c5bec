# sorted by id, newest first
# belief: later values have a larger id (address)
# source: written without sight of the checks
# told: by chance
# read: true

# %% backward
def backward(self):
    seen, todo = set(), [self]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(node._prev)
    for node in seen:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in sorted(seen, key=id, reverse=True):
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
