# (x) for (x,).
# loses: new_operator
# told: error: TypeError

# %% new_operator
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(x.data), (x), (math.cos(x.data)), "sin")
