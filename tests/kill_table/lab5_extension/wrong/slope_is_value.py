# sin as the derivative of sin.
# loses: new_operator
# told: relation: is the operator's own value

# %% new_operator
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.sin(x.data),), "sin")
