# Nothing filled in.
# loses: predict

# %% predict
predictions = {
    "a + b": {"value": None, "a": None, "b": None},
    "a * b": {"value": None, "a": None, "b": None},
    "a * a": {"value": None, "a": None, "b": None},
    "a * b + a": {"value": None, "a": None, "b": None},
    "(a + b) * a": {"value": None, "a": None, "b": None},
    "(a * b).relu() + a": {"value": None, "a": None, "b": None},
}
