# The value is right, and the derivative is not.
# ask: What do you get when you nudge: (f(x + 0.001) - f(x)) / 0.001, at several x, negative ones too where f takes them?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator The sign of the derivative of cos
operator_name = "cos"


def new_operator(x):
    return Value(math.cos(x.data), (x,), (math.sin(x.data),), "cos")

# %% new_operator The derivative of softplus at -x
operator_name = "softplus"


def new_operator(x):
    return Value(math.log1p(math.exp(x.data)), (x,), (1 / (1 + math.exp(x.data)),), "softplus")

# %% new_operator 1 / sqrt(x), without the 2
operator_name = "sqrt"


def new_operator(x):
    return Value(math.sqrt(x.data), (x,), (1 / math.sqrt(x.data),), "sqrt")
