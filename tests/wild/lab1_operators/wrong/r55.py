# other * self inside __rmul__
# belief: other * self inside __rmul__
# source: found in public code or threads, retyped for this lab
# told: contrast: where a plain number stands on the left of *
# read: cause

# %% derived
def neg(self): return self * -1
def radd(self, other): return self + other
def rmul(self, other): return other * self
def sub(self, other): return self + (-other)
def rsub(self, other): return -self + other
def truediv(self, other): return self * other**-1
def rtruediv(self, other): return self**-1 * other

Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
