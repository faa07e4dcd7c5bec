# Your code returned None.
# ask: Does every way through your function end in a return?
# read: Lab 1, 'My check says None'
# loses: add, gradcheck

# %% add The return is missing
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    Value(self.data + other.data, (self, other), (1.0, 1.0), "+")


Value.__add__ = add

# %% gradcheck No return at the end
def numerical_gradient(f, xs, h=1e-5):
    gradient = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        gradient.append((f(*up) - f(*down)) / (2 * h))
    return gradient


def gradcheck(f, xs, Value=Value):
    inputs = [Value(x) for x in xs]
    f(*inputs).backward()

    def number(*numbers):
        return f(*[Value(x) for x in numbers]).data

    estimates = numerical_gradient(number, xs, 1e-5)
    for value, n in zip(inputs, estimates):
        g = 0.0 if value.grad is None else value.grad
        if abs(g - n) > 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    pass
