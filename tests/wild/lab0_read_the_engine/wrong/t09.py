# the direct use of u in L is overlooked
# belief: the direct use of u in L is overlooked
# source: written without sight of the checks
# told: misconception: one_message
# read: cause

# %% trace_by_hand
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 15), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
hand_gradients["graph 3"].update(u=(6, 14), x=(2, 48))
