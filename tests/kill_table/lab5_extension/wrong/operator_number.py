# A plain number.
# loses: new_operator
# hint: returned_number

# %% new_operator
operator_name = "sin"


def new_operator(x):
    return math.sin(x.data)
