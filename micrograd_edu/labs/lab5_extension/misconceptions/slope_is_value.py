# Your derivative is the function itself.
# ask: Of which function is that true? Is it yours?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator sin as the derivative of sin
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.sin(x.data),), "sin")
