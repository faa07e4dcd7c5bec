# the string "None"
# belief: a sound engine is reported as "none"
# source: written without sight of the checks
# told: contrast: where the engine is sound
# read: cause

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
    bug = "None"
    for name, f in tests.items():
        for point in ([0.7, 1.9], [-0.6, 0.4], [-2.3, 2.7], [1.3, 3.1]):
            if not gradcheck(f, point, engine):
                bug = name
    return bug


for letter, engine in engines.items():
    print(letter, find_bug(engine))
