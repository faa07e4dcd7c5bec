# reference counting: a value sends at its last use; counts are used up, and uses outside of the loss are counted too
# belief: reference counting: a value sends at its last use; counts are used up, and uses outside of the loss are counted too
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: true

# %% add
class Value:
    def __init__(self, data, _children=(), _op=""):
        self.data = data
        self.grad = 0.0
        self.refs = 0
        self._prev = set(_children)
        self._go = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return two(self, other, self.data + other.data, lambda: (1.0, 1.0), "+")

def two(a, b, number, slopes, op):
    out = Value(number, (a, b), op)
    a.refs += 1
    b.refs += 1
    def go():
        if out.refs > 1:
            out.refs -= 1
            return
        da, db = slopes()
        a.grad += da * out.grad
        b.grad += db * out.grad
        a._go()
        b._go()
    out._go = go
    return out

def one(a, number, slope, op):
    out = Value(number, (a,), op)
    a.refs += 1
    def go():
        if out.refs > 1:
            out.refs -= 1
            return
        a.grad += slope * out.grad
        a._go()
    out._go = go
    return out

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return two(self, other, self.data * other.data, lambda: (other.data, self.data), "*")
Value.__mul__ = mul

# %% pow
Value.__pow__ = lambda self, n: one(self, self.data**n, n * self.data ** (n - 1), 'pow')

# %% relu
Value.relu = lambda self: one(self, max(0.0, self.data), float(self.data > 0), 'relu')

# %% exp_log_tanh
Value.exp = lambda self: one(self, math.exp(self.data), math.exp(self.data), "exp")
Value.log = lambda self: one(self, math.log(self.data), 1 / self.data, "log")
Value.tanh = lambda self: one(self, math.tanh(self.data), 1 - math.tanh(self.data) ** 2, "tanh")

# %% backward
def backward(self):
    self.grad = 1.0
    self._go()
Value.backward = backward
