# Your derivative is 1 everywhere.
# ask: Nudge the input at two different points: does the result move alike?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator abs with slope 1
operator_name = "abs"


def new_operator(x):
    return Value(abs(x.data), (x,), (1.0,), "abs")
