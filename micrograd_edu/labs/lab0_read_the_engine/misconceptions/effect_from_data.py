# You multiply the nudge with the leaf's data.
# ask: Which of the two attributes says how strongly L reacts?
# read: Lab 0, 'What grad means'
# loses: first_graph

# %% first_graph data instead of grad
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.data * nudge
