# writes the value after a nudge of 1 (finite step of 1): a*a moves 5
# belief: writes the value after a nudge of 1 (finite step of 1): a*a moves 5
# source: written without sight of the checks
# told: misconception: step_of_one
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
predictions["a * a"]["a"] = 5
predictions["(a + b) * a"]["a"] = 2
