# Your slopes are those of a whole step of 1; a slope is about a step that is far smaller.
# ask: 2 + 1, squared, is 9: it moved by 5. What does 2.01, squared, give, and by how many times 0.01 did it move?
# read: Lab 0, 'Task 2'
# loses: predict

# %% predict How far the value moves when a goes from 2 to 3
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 5, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 2, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}
