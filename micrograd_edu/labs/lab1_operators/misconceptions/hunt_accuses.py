# You blame operators that are sound.
# ask: Does one of your test points lie on a kink? And what does gradcheck return for a sound operator: True or False?
# read: Lab 1, 'Task 9'
# loses: bug_hunt

# %% bug_hunt Tests relu at 0, and accuses every engine
def find_bug(engine):
    pairs = [[0.7, 1.9], [-1.7, 0.6], [2.3, -0.4]]
    singles = [[0.0], [0.7], [-1.7]]
    tests = {
        "add": (lambda a, b: a + b, pairs),
        "mul": (lambda a, b: a * b, pairs),
        "pow": (lambda a: a**3, singles),
        "relu": (lambda a: a.relu(), singles),
        "exp": (lambda a: a.exp(), singles),
        "log": (lambda a: a.log(), [[0.7], [2.3]]),
        "tanh": (lambda a: a.tanh(), singles),
    }
    for operator, (f, points) in tests.items():
        if not all(gradcheck(f, xs, engine) for xs in points):
            return operator
    return None

# %% bug_hunt Always the same answer
def find_bug(engine):
    return "mul"
