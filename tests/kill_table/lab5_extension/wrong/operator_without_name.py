# The operator is right, its name was forgotten.
# loses: new_operator
# told: form: form

# %% new_operator
operator_name = None  # the name of your choice, in quotes


def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.cos(x.data),), "sin")
