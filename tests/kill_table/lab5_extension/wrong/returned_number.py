# A plain number.
# loses: new_operator
# told: form: form

# %% new_operator
operator_name = "sin"


def new_operator(x):
    return math.sin(x.data)
