# All that differ are bugs that you did not see.
# ask: At which points did you test each operator? Negative, above 1, with another exponent than 2, in each operand?
# read: Lab 1, 'Task 9'
# loses: bug_hunt

# %% bug_hunt Tests at 1, where wrong rules agree
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

# %% bug_hunt None for every engine
def find_bug(engine):
    return None
