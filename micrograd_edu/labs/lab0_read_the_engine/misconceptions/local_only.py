# Each gradient is only the number on the edge.
# ask: If d moves L 4 times as much, and a moves d 3 times as much, how much does a move L?
# read: Lab 0, 'A worked example'
# loses: trace_by_hand

# %% trace_by_hand Only the number on the arrow
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 8), "b": (5, 1), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 4), "u": (6, 10), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
