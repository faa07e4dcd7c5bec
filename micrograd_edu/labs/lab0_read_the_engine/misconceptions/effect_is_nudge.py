# You return the nudge itself, as if L moved just as far as the leaf.
# ask: Which number says how many times as far L moves?
# read: Lab 0, 'What grad means'
# loses: first_graph

# %% first_graph The nudge itself
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return nudge
