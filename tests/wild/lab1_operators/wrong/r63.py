# a stack, and visited is asked but never filled
# belief: a stack, and visited is asked but never filled
# source: found in public code or threads, retyped for this lab
# told: relation: is what arrives when a value sends more than once
# read: cause

# %% backward
def backward(self):
    self.grad = 1.0
    visited, queue = set(), [self]
    n = 0
    while queue and n < 200000:
        n += 1
        current = queue.pop()
        for parent, g in zip(current._prev, current._local_grads):
            parent.grad = (parent.grad or 0.0) + current.grad * g
        for child in current._prev:
            if child not in visited:
                queue.append(child)
Value.backward = backward
