# Where a value is used more than once, not all of its ways to the result are counted.
# ask: On how many ways does this value reach the result, and what do you do with the messages from all of them?
# read: Lab 0, 'A value is used twice'
# loses: predict, trace_by_hand

# %% predict Only the later of two messages
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 2, "b": 0},
    "a * b + a": {"value": -4, "a": 1, "b": 2},
    "(a + b) * a": {"value": -2, "a": 2, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}

# %% predict Only the first of two messages
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 2, "b": 0},
    "a * b + a": {"value": -4, "a": -3, "b": 2},
    "(a + b) * a": {"value": -2, "a": -1, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}

# %% trace_by_hand = for +=, on paper
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 2), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 6), "u": (6, 1), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}

# %% trace_by_hand The first message stays
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 7), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 45), "u": (6, 8), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}

# %% trace_by_hand u is used three times, and L's message to it is left out
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 48), "u": (6, 14), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}

# %% trace_by_hand u is used three times, and v's message to it is left out
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 9), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}

# %% trace_by_hand u is used three times, and w's message to it is left out
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 7), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}

# %% trace_by_hand u is used three times, and only v's message arrives
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 6), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
