# 'why can't it simply be': sends, then calls backward of each parent
# belief: 'why can't it simply be': sends, then calls backward of each parent
# source: found in public code or threads, retyped for this lab
# told: relation: is what arrives when a value sends more than once
# read: cause

# %% backward
def backward(self, is_first=True):
    if is_first:
        self.grad = 1.0
    for parent, g in zip(self._prev, self._local_grads):
        parent.grad = (parent.grad or 0.0) + self.grad * g
    for c in self._prev:
        c.backward(False)
Value.backward = backward
