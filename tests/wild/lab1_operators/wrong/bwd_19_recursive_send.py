# each value sends on at once
# belief: no order needed: add the message to the parent and let the parent send its whole grad on at once
# source: written without sight of the checks
# told: misconception: without_visited
# read: cause

# %% backward
def backward(self):
    todo = [self]
    seen = set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(node._prev)
            if node._prev or node.grad is None:
                node.grad = 0.0
    self.grad = 1.0
    todo = [self]
    while todo:
        node = todo.pop()
        for parent, slope in zip(node._prev, node._local_grads):
            parent.grad += slope * node.grad
            todo.append(parent)
            if len(todo) > 10**6:
                raise MemoryError


Value.backward = backward
