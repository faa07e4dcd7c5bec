# Your code returned a plain number, so the graph ends here.
# ask: What has to be wrapped around the number so that backward can find the operands?
# read: Lab 1, 'What a result remembers'
# loses: new_operator

# %% new_operator A plain number
operator_name = "sin"


def new_operator(x):
    return math.sin(x.data)
