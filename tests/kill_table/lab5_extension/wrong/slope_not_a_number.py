# The derivative is calculated with Values.
# loses: new_operator
# told: part: where it is a derivative

# %% new_operator
operator_name = "reciprocal"


def new_operator(x):
    return Value(1 / x.data, (x,), (-1 / x**2,), "reciprocal")
