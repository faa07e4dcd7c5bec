# Counts both uses of a in two of three places, and one of them in the third.
# loses: predict
# told: misconception: one_message

# %% predict
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 2, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 1, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}
