# In a product, each factor gets its own value as derivative.
# ask: Take 2 times 10 and nudge the 2 by 1: does the product move by 2 or by 10?
# read: Lab 0, 'A worked example'
# loses: predict, trace_by_hand

# %% predict Each factor its own value
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": 2, "b": -3},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": -4, "a": 3, "b": -3},
    "(a + b) * a": {"value": -2, "a": 1, "b": -1},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}

# %% trace_by_hand In every product, each factor gets its own value
hand_gradients = {
    "graph 1": {"a": (3, 3), "b": (-2, -2), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 7), "d": (7, 7), "L": (14, 1)},
    "graph 3": {"x": (2, 38), "u": (6, 15), "v": (8, 8), "w": (48, 1), "L": (54, 1)},
}

# %% trace_by_hand In one place only, all else is right
hand_gradients = {
    "graph 1": {"a": (3, 3), "b": (-2, -2), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 4), "b": (5, 2), "d": (7, 7), "L": (14, 1)},
    "graph 3": {"x": (2, 36), "u": (6, 13), "v": (8, 8), "w": (48, 1), "L": (54, 1)},
}
