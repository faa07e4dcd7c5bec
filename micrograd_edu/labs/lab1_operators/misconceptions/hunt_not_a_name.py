# You answer True or False, and the check wants the name of an operator.
# ask: Somebody asks you which of the seven is broken. What would help them?
# read: Lab 1, 'Task 9'
# loses: bug_hunt

# %% bug_hunt True and False instead of a name
def find_bug(engine):
    pairs = [[0.7, 1.9], [-1.7, 0.6], [2.3, -0.4]]
    singles = [[0.7], [-1.7], [2.3]]
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
            return True
    return None
