# The number is right, and no gradient comes back.
# ask: What does a result have to remember besides its number?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator The number alone
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(x.data))
