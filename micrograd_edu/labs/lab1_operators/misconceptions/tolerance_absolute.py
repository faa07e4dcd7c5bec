# Sound engines with large derivatives fail your gradcheck.
# ask: Two numbers near a million that differ by 0.00001: how many of their digits agree?
# read: Lab 1, 'How close is close?'
# loses: gradcheck

# %% gradcheck An absolute tolerance
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
        if abs(g - n) > 1e-6:
            return False
    return True
