# You return the gradient itself.
# ask: If L moves 5 times as much as a, and a moves by 0.01, by how much does L move?
# read: Lab 0, 'What grad means'
# loses: first_graph

# %% first_graph The gradient itself
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad
