# A name that is not on the list.
# loses: new_operator
# told: form: form

# %% new_operator
operator_name = "square"


def new_operator(x):
    return Value(x.data**2, (x,), (2 * x.data,), "square")
