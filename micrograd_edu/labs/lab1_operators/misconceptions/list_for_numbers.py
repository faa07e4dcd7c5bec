# f gets one list, and wants its numbers one by one.
# ask: With xs = [2.0, 5.0], how many arguments has f(xs), and how many has f(*xs)?
# read: Lab 1, 'missing 1 required positional argument'
# loses: gradcheck

# %% gradcheck f(xs) for f(*xs)
def numerical_gradient(f, xs, h=1e-5):
    gradient = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        gradient.append((f(up) - f(down)) / (2 * h))
    return gradient


def gradcheck(f, xs, Value=Value):
    inputs = [Value(x) for x in xs]
    f(inputs).backward()

    def number(numbers):
        return f([Value(x) for x in numbers]).data

    estimates = numerical_gradient(number, xs, 1e-5)
    for value, n in zip(inputs, estimates):
        g = 0.0 if value.grad is None else value.grad
        if abs(g - n) > 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
