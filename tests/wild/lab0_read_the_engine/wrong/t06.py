# x * 3: the arrow carries x, not 3
# belief: x * 3: the arrow carries x, not 3
# source: written without sight of the checks
# told: misconception: own_factor
# read: cause

# %% trace_by_hand
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 15), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
hand_gradients["graph 3"]["x"] = (2, 36)
