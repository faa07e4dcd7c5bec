# recursion with a limit of 5500
# belief: raising Python's limit just over 5,000 is enough; ignores "instead of a function that calls itself"
# source: written without sight of the checks
# told: contrast: where the graph is thousands of steps deep
# read: cause

# %% backward
import sys


def backward(self):
    sys.setrecursionlimit(5500)
    topo, visited = [], set()

    def build_topo(v):
        if v not in visited:
            visited.add(v)
            for child in v._prev:
                build_topo(child)
            topo.append(v)

    build_topo(self)
    for v in topo:
        if v._prev or v.grad is None:
            v.grad = 0.0
    self.grad += 1.0
    for v in reversed(topo):
        for p, g in zip(v._prev, v._local_grads):
            p.grad += g * v.grad


Value.backward = backward
