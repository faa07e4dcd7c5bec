# topo.append(self) where the visited node is meant
# belief: topo.append(self) where the visited node is meant
# source: found in public code or threads, retyped for this lab
# told: part: where it is the gradient of a leaf
# read: true

# %% backward
def backward(self):
    topo, visited = [], set()
    def build_topo(node):
        if node not in visited:
            visited.add(node)
            for child in node._prev:
                build_topo(child)
            topo.append(self)
    build_topo(self)
    for v in visited:
        if v._prev or v.grad is None:
            v.grad = 0.0
    self.grad = 1.0
    for node in reversed(topo):
        for parent, g in zip(node._prev, node._local_grads):
            parent.grad += node.grad * g
Value.backward = backward
