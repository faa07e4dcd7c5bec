# The operator is right, its name was forgotten.
# loses: new_operator
# hint: lab5_operator_without_name

# %% new_operator
operator_name = None  # the name of your choice, in quotes


def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.cos(x.data),), "sin")
