# met again: moved to the end
# belief: a breadth-first list where a value that is met again moves to the end (its own parents do not move along)
# source: written without sight of the checks
# told: relation: is what arrives when a value sends before all of its own messages are in
# read: cause

# %% backward
def backward(self):
    order, seen, todo = [], set(), [self]
    while todo:
        node = todo.pop(0)
        if node in seen:
            order.remove(node)
            order.append(node)
            continue
        seen.add(node)
        order.append(node)
        todo.extend(node._prev)
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad += 1.0
    for node in order:
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad


Value.backward = backward
