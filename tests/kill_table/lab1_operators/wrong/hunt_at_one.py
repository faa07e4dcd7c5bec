# Tests at 1, where wrong rules agree.
# loses: bug_hunt
# hint: hunt_misses

# %% bug_hunt
def find_bug(engine):
    pairs = [[1.0, 1.0]]
    singles = [[1.0]]
    tests = {
        "add": (lambda a, b: a + b, pairs),
        "mul": (lambda a, b: a * b, pairs),
        "pow": (lambda a: a**3, singles),
        "relu": (lambda a: a.relu(), singles),
        "exp": (lambda a: a.exp(), singles),
        "log": (lambda a: a.log(), [[1.0]]),
        "tanh": (lambda a: a.tanh(), singles),
    }
    for operator, (f, points) in tests.items():
        if not all(gradcheck(f, xs, engine) for xs in points):
            return operator
    return None
