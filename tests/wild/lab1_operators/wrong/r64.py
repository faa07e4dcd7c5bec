# 'why not run post-order DFS?': sends after its parents have sent
# belief: 'why not run post-order DFS?': sends after its parents have sent
# source: found in public code or threads, retyped for this lab
# told: part: where it is the gradient of a leaf
# read: true

# %% backward
def backward(self):
    visited = set()
    def dfs(v):
        if v not in visited:
            visited.add(v)
            for child in v._prev:
                dfs(child)
            for parent, g in zip(v._prev, v._local_grads):
                parent.grad = (parent.grad or 0.0) + (v.grad or 0.0) * g
    self.grad = 1.0
    dfs(self)
Value.backward = backward
