# The sign of the derivative of cos.
# loses: new_operator
# told: relation: opposite

# %% new_operator
operator_name = "cos"


def new_operator(x):
    return Value(math.cos(x.data), (x,), (math.sin(x.data),), "cos")
