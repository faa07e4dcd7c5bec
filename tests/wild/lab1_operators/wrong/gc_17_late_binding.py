# partial functions made in a comprehension
# belief: lambda t: f(*xs[:i], t, *xs[i+1:]) keeps its i (late binding: all use the last)
# source: written without sight of the checks
# told: linter: B023
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    slices = []
    for i in range(len(xs)):
        slices.append(lambda t: f(*xs[:i], t, *xs[i + 1 :]))
    return [(s(x + h) - s(x - h)) / (2 * h) for s, x in zip(slices, xs)]


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
