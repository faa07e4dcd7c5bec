# sqrt, outside of whose domain nothing is asked.

# %% new_operator
operator_name = "sqrt"


def new_operator(x):
    y = math.sqrt(x.data)
    return Value(y, (x,), (1 / (2 * y),), "sqrt")
