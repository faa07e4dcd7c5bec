# effect_of_nudge shows its answer, and gives nothing back.
# ask: Whoever calls your function wants to go on with the number. With which word does a function hand one over?
# read: Lab 0, 'Task 1'
# loses: first_graph

# %% first_graph print in place of return
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    print(leaf.grad * nudge)
