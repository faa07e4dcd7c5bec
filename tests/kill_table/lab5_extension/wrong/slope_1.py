# The derivative of softplus at -x.
# loses: new_operator
# told: relation: one minus

# %% new_operator
operator_name = "softplus"


def new_operator(x):
    return Value(math.log1p(math.exp(x.data)), (x,), (1 / (1 + math.exp(x.data)),), "softplus")
