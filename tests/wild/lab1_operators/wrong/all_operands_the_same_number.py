# operators with two operands are tried with both at the same number
# belief: what matters is which numbers are tried, not whether the two differ
# source: written without sight of the checks
# told: contrast: where it is mul that is broken
# read: cause

# %% bug_hunt
def find_bug(engine):
    two = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b}
    one = {
        "pow": lambda a: a**3,
        "relu": lambda a: a.relu(),
        "exp": lambda a: a.exp(),
        "log": lambda a: a.log(),
        "tanh": lambda a: a.tanh(),
    }
    for x in (0.7, -1.7, 2.3):
        for name, f in two.items():
            if not gradcheck(f, [x, x], engine):
                return name
        for name, f in one.items():
            if name == "log" and x < 0:
                continue
            if not gradcheck(f, [x], engine):
                return name
    return None


for letter, engine in engines.items():
    print(letter, find_bug(engine))
