# The derivative of softplus at -x.
# loses: new_operator
# hint: lab5_slope

# %% new_operator
operator_name = "softplus"


def new_operator(x):
    return Value(math.log1p(math.exp(x.data)), (x,), (1 / (1 + math.exp(x.data)),), "softplus")
