# returns None at the first operator that is right
# belief: else: return None inside the loop
# source: written without sight of the checks
# told: by chance
# read: true

# %% bug_hunt
def find_bug(engine):
    tests = {
        "add": lambda a, b: a + b,
        "mul": lambda a, b: a * b,
        "pow": lambda a, b: b**-1.5,
        "relu": lambda a, b: a.relu(),
        "exp": lambda a, b: a.exp(),
        "log": lambda a, b: b.log(),
        "tanh": lambda a, b: a.tanh(),
    }
    for name, f in tests.items():
        good = all(gradcheck(f, p, engine) for p in ([0.7, 1.9], [-0.6, 0.4], [2.3, 2.7]))
        if not good:
            return name
        else:
            return None


for letter, engine in engines.items():
    print(letter, find_bug(engine))
