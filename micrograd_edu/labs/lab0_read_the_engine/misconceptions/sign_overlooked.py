# Your numbers are those of b = 3.
# ask: What does the task say about b? Look at its sign.
# read: Lab 0, 'Task 2'
# loses: predict

# %% predict The minus of b is overlooked
predictions = {
    "a + b": {"value": 5, "a": 1, "b": 1},
    "a * b": {"value": 6, "a": 3, "b": 2},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": 8, "a": 4, "b": 2},
    "(a + b) * a": {"value": 10, "a": 7, "b": 2},
    "(a * b).relu() + a": {"value": 8, "a": 4, "b": 2},
}
