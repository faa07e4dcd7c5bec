# pow at exponent 2 only
# belief: the square stands for all powers
# source: written without sight of the checks
# told: contrast: where it is pow that is broken
# read: cause

# %% bug_hunt
def find_bug(engine):
    tests = {
        "add": lambda a, b: a + b,
        "mul": lambda a, b: a * b,
        "pow": lambda a, b: a**2,
        "relu": lambda a, b: a.relu(),
        "exp": lambda a, b: a.exp(),
        "log": lambda a, b: (b * 1.0).log(),
        "tanh": lambda a, b: a.tanh(),
    }
    for name, f in tests.items():
        for point in ([0.7, 1.9], [-0.6, 0.4], [-2.3, 2.7], [1.4, 0.3]):
            if not gradcheck(f, point, engine):
                return name
    return None


for letter, engine in engines.items():
    print(letter, find_bug(engine))
