# one-sided difference with half the tolerance problem
# belief: one side is enough if h is small
# source: written without sight of the checks
# told: misconception: forward_difference
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    base = f(*xs)
    grads = []
    for i, x in enumerate(xs):
        up = list(xs)
        up[i] = x + h
        grads.append((f(*up) - base) / h)
    return grads


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
