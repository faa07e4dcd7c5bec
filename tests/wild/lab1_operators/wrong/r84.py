# the point is nudged in place: moved = point
# belief: the point is nudged in place: moved = point
# source: found in public code or threads, retyped for this lab
# told: law: changes arguments
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    gradient = []
    for i in range(len(xs)):
        up = xs
        up[i] += h
        high = f(*up)
        up[i] -= 2 * h
        gradient.append((high - f(*up)) / (2 * h))
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
