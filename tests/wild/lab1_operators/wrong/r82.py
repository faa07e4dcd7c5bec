# backward difference with the sign turned: (f(x) - f(x+h)) / h
# belief: backward difference with the sign turned: (f(x) - f(x+h)) / h
# source: found in public code or threads, retyped for this lab
# told: relation: is minus (f(x + h) - f(x)) / h
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    gradient = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        gradient.append((f(*xs) - f(*up)) / h)
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
    return True
