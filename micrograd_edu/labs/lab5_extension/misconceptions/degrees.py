# sin or cos is taken of x degrees; the functions of math take radians, as the derivatives in your books do.
# ask: How fast does the sine of x degrees grow at x = 0, and how fast should it?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator The sine of x degrees
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(math.radians(x.data)), (x,), (math.cos(math.radians(x.data)),), "sin")

# %% new_operator The cosine of x degrees
operator_name = "cos"


def new_operator(x):
    return Value(math.cos(math.radians(x.data)), (x,), (-math.sin(math.radians(x.data)),), "cos")
