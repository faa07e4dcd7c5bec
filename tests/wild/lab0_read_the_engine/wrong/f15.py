# returns the sum before the square as L
# belief: returns the sum before the square as L
# source: written without sight of the checks
# told: relation: is a * b + c
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = a * b + c
    loss = L ** 2
    loss.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
