# abs with slope 1.
# loses: new_operator
# told: relation: one

# %% new_operator
operator_name = "abs"


def new_operator(x):
    return Value(abs(x.data), (x,), (1.0,), "abs")
