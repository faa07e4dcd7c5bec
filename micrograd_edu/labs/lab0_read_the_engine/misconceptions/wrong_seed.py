# The gradient of L itself is off, and it is the one from which all others follow.
# ask: Nudge L by 0.01. By how many times as much does L move?
# read: Lab 0, 'A worked example'
# loses: trace_by_hand

# %% trace_by_hand L does not move with itself
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 0)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 0)},
    "graph 3": {"x": (2, 51), "u": (6, 15), "v": (8, 6), "w": (48, 1), "L": (54, 0)},
}

# %% trace_by_hand L starts with its own number
hand_gradients = {
    "graph 1": {"a": (3, 4), "b": (-2, -6), "c": (4, -2), "d": (-6, -2), "L": (-2, -2)},
    "graph 2": {"a": (2, 126), "b": (5, 28), "d": (7, 28), "L": (14, 14)},
    "graph 3": {"x": (2, 2754), "u": (6, 810), "v": (8, 324), "w": (48, 54), "L": (54, 54)},
}
