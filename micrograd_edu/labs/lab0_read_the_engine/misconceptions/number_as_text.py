# A number in quotes is a text.
# ask: What does Python answer to "-1" + "2", and what to -1 + 2?
# read: Lab 0, 'Task 2'
# loses: predict

# %% predict All numbers in quotes
predictions = {
    "a + b": {"value": "-1", "a": "1", "b": "1"},
    "a * b": {"value": "-6", "a": "-3", "b": "2"},
    "a * a": {"value": "4", "a": "4", "b": "0"},
    "a * b + a": {"value": "-4", "a": "-2", "b": "2"},
    "(a + b) * a": {"value": "-2", "a": "1", "b": "2"},
    "(a * b).relu() + a": {"value": "2", "a": "1", "b": "0"},
}
