# The number alone.
# loses: new_operator
# hint: lab5_operator_leaves_graph

# %% new_operator
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(x.data))
