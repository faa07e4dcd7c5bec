# ** 2 is times 2
# belief: ** 2 is times 2
# source: written without sight of the checks
# told: relation: doubles a * b + c
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) * 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
