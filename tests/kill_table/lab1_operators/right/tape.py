# A tape: operations are recorded in a global list, and backward replays it from the end.

# %% add
TAPE = []


class Value:
    def __init__(self, data):
        self.data = float(data)
        self.grad = None

    def __add__(self, other):
        return record(self.data + wrapped(other).data, [(self, 1.0), (wrapped(other), 1.0)])


    def backward(self):
        messages, made = {self: 1.0}, {out for out, _ in TAPE}
        for out, edges in reversed(TAPE):
            out.grad = messages.get(out, 0.0)
            if out in messages:
                for parent, local_grad in edges:
                    messages[parent] = messages.get(parent, 0.0) + local_grad * out.grad
        for node, grad in messages.items():
            if node not in made:
                node.grad = (node.grad or 0.0) + grad


def wrapped(x):
    return x if isinstance(x, Value) else Value(x)


def record(data, edges):
    out = Value(data)
    TAPE.append((out, edges))
    return out

# %% mul
def mul(self, other):
    other = wrapped(other)
    return record(self.data * other.data, [(self, other.data), (other, self.data)])


Value.__mul__ = mul

# %% pow
def power(self, n):
    return record(self.data**n, [(self, n * self.data ** (n - 1))])


Value.__pow__ = power

# %% relu
def relu(self):
    return record(max(self.data, 0.0), [(self, float(self.data > 0))])


Value.relu = relu

# %% exp_log_tanh
def exp(self):
    return record(math.exp(self.data), [(self, math.exp(self.data))])


def log(self):
    return record(math.log(self.data), [(self, 1 / self.data)])


def tanh(self):
    return record(math.tanh(self.data), [(self, 1 - math.tanh(self.data) ** 2)])


Value.exp, Value.log, Value.tanh = exp, log, tanh

# %% backward
# already there, in the first cell
