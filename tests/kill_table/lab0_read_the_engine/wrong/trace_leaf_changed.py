# The pairs of graph 1 stand the other way round.
# loses: trace_by_hand
# told: form: form

# %% trace_by_hand
hand_gradients = {
    "graph 1": {"a": (-2, 3), "b": (3, -2), "c": (1, 4), "d": (1, -6), "L": (1, -2)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 15), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
