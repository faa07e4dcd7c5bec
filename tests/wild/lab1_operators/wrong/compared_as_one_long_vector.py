# the gradients are compared as vectors: length of the difference against length of the longer one
# belief: a gradient is a vector, so closeness is about its norm
# source: written without sight of the checks
# told: contrast: where one derivative is huge beside the other
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    out = []
    for i, x in enumerate(xs):
        head, tail = list(xs[:i]), list(xs[i + 1:])
        out.append((f(*head, x + h, *tail) - f(*head, x - h, *tail)) / (2 * h))
    return out


def gradcheck(f, xs, Value=Value):
    vs = [Value(x) for x in xs]
    f(*vs).backward()
    g = [0.0 if v.grad is None else v.grad for v in vs]
    n = numerical_gradient(lambda *nums: f(*[Value(x) for x in nums]).data, xs)
    norm = lambda vec: math.sqrt(sum(e * e for e in vec))
    difference = norm([a - b for a, b in zip(g, n)])
    return difference <= 1e-6 + 1e-5 * max(norm(g), norm(n))
