# listed when met, walked from the front (pre-order)
# belief: listed when met, walked from the front (pre-order)
# source: found in public code or threads, retyped for this lab
# told: relation: is what arrives when a value sends before all of its own messages are in
# read: cause

# %% backward
def backward(self):
    topo, visited = [], set()
    stack = [self]
    while stack:
        v = stack.pop()
        if v not in visited:
            visited.add(v)
            topo.append(v)
            stack.extend(reversed(v._prev))
    for v in topo:
        if v._prev or v.grad is None:
            v.grad = 0.0
    self.grad = 1.0
    for v in topo:
        for parent, g in zip(v._prev, v._local_grads):
            parent.grad += v.grad * g
Value.backward = backward
