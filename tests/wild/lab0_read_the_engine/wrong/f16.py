# wraps with int: the example numbers are whole
# belief: wraps with int: the example numbers are whole
# source: written without sight of the checks
# told: contrast: where a number has decimals
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(int(a)), Value(int(b)), Value(int(c))
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
