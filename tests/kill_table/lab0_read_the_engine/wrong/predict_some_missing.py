# Not all filled in.
# loses: predict
# told: form: form

# %% predict
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": None, "a": None, "b": None},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 1, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}
