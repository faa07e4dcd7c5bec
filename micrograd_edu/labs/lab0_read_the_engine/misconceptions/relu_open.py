# You send a gradient through a relu that is closed.
# ask: a * b is -6 there. What comes out of relu, and does it move when a * b is nudged?
# read: Lab 0, 'What relu does'
# loses: predict

# %% predict A gradient through a closed relu
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 1, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": -2, "b": 2},
}

# %% predict relu does nothing at all
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 1, "b": 2},
    "(a * b).relu() + a": {"value": -4, "a": -2, "b": 2},
}
