# add memoised with lru_cache
# belief: the same two operands give the same sum, so it may be cached (but data changes during training)
# source: written without sight of the checks
# told: contrast: where a number has changed since an earlier call
# read: cause

# %% add
import functools


@functools.lru_cache(maxsize=None)
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")


Value.__add__ = add
