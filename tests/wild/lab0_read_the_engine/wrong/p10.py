# overlooks the minus sign of b (b = 3)
# belief: overlooks the minus sign of b (b = 3)
# source: written without sight of the checks
# told: misconception: sign_overlooked
# read: cause

# %% predict
predictions = {
    "a + b": {"value": 5, "a": 1, "b": 1},
    "a * b": {"value": 6, "a": 3, "b": 2},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": 8, "a": 4, "b": 2},
    "(a + b) * a": {"value": 10, "a": 7, "b": 2},
    "(a * b).relu() + a": {"value": 8, "a": 4, "b": 2},
}
