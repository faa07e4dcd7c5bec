# in a product each arrow carries its own factor
# belief: in a product each arrow carries its own factor
# source: written without sight of the checks
# told: misconception: own_factor
# read: cause

# %% predict
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 1, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}
predictions["a * b"] = {"value": -6, "a": 2, "b": -3}
predictions["a * b + a"] = {"value": -4, "a": 3, "b": -3}
predictions["(a + b) * a"] = {"value": -2, "a": 1, "b": -1}
