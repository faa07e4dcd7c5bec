# The operator is written, and operator_name is still None.
# ask: Which of the six is yours, and where does the cell want its name, in quotes?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator The operator is right, its name was forgotten
operator_name = None  # the name of your choice, in quotes


def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.cos(x.data),), "sin")
