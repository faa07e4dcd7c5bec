# 1 / sqrt(x), without the 2.
# loses: new_operator
# told: relation: twice

# %% new_operator
operator_name = "sqrt"


def new_operator(x):
    return Value(math.sqrt(x.data), (x,), (1 / math.sqrt(x.data),), "sqrt")
