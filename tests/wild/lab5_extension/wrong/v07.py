# sqrt' = 1 / (2 x)
# belief: sqrt' = 1 / (2 x)
# source: written without sight of the checks
# told: relation: lacks the operator's own value
# read: cause

# %% new_operator
operator_name = "sqrt"

def new_operator(x):
    return Value(math.sqrt(x.data), (x,), (1 / (2 * x.data),), "sqrt")
