# nudges xs in place and goes back by adding
# belief: xs[i] += h, -= 2h, += h leaves xs as it was (rounding!)
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i in range(len(xs)):
        xs[i] += h
        up = f(*xs)
        xs[i] -= 2 * h
        down = f(*xs)
        xs[i] += h
        grads.append((up - down) / (2 * h))
    return grads


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, list(xs), 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
