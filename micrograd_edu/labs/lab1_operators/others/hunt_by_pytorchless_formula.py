# The hunt compares with known derivatives instead of gradcheck.

# %% bug_hunt
def find_bug(engine):
    def slope(f, *xs):
        values = [engine(x) for x in xs]
        f(*values).backward()
        return [v.grad or 0.0 for v in values]

    def wrong(found, wanted):
        return any(abs(f - w) > 1e-9 for f, w in zip(found, wanted))

    for x, y in ((0.7, 1.9), (-1.7, 0.6)):
        if wrong(slope(lambda a, b: a + b, x, y), [1, 1]):
            return "add"
        if wrong(slope(lambda a, b: a * b, x, y), [y, x]):
            return "mul"
        if wrong(slope(lambda a: a**3, x), [3 * x * x]):
            return "pow"
        if wrong(slope(lambda a: a.relu(), x), [x > 0]):
            return "relu"
        if wrong(slope(lambda a: a.exp(), x), [math.exp(x)]):
            return "exp"
        if wrong(slope(lambda a: a.log(), abs(x)), [1 / abs(x)]):
            return "log"
        if wrong(slope(lambda a: a.tanh(), x), [1 - math.tanh(x) ** 2]):
            return "tanh"
