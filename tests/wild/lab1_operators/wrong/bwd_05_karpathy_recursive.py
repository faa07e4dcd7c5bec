# Karpathy's build_topo
# belief: recursive build_topo from micrograd, deep graphs do not occur
# source: written without sight of the checks
# told: contrast: where the graph is thousands of steps deep
# read: cause

# %% backward
def backward(self):
    topo = []
    visited = set()

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
