# starts with L.grad = L.data
# belief: starts with L.grad = L.data
# source: written without sight of the checks
# told: misconception: wrong_seed
# read: cause

# %% trace_by_hand
hand_gradients = {
    "graph 1": {"a": (3, 4), "b": (-2, -6), "c": (4, -2), "d": (-6, -2), "L": (-2, -2)},
    "graph 2": {"a": (2, 126), "b": (5, 28), "d": (7, 28), "L": (14, 14)},
    "graph 3": {"x": (2, 51 * 54), "u": (6, 15 * 54), "v": (8, 6 * 54), "w": (48, 54), "L": (54, 54)},
}
