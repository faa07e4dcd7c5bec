# ^ is no power in Python.
# ask: How does Python write "to the power of 2"? The task says it.
# read: Lab 0, 'Task 1'
# loses: first_graph

# %% first_graph As on a calculator
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ^ 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
