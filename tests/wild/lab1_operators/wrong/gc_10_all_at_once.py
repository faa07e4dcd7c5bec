# all inputs nudged together
# belief: one nudge of the whole list gives the gradient
# source: written without sight of the checks
# told: misconception: nudges_all
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    up = f(*[x + h for x in xs])
    down = f(*[x - h for x in xs])
    return [(up - down) / (2 * h) for x in xs]


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
