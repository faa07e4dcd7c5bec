# A value passed its message on before all of its own messages had arrived.
# ask: Which other values were made from this one, and have all of them sent already?
# read: Lab 0, 'A value is used twice'
# loses: trace_by_hand

# %% trace_by_hand u sends before all its messages are in
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 33), "u": (6, 15), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
