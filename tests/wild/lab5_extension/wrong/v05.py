# cos' = sin (sign)
# belief: cos' = sin (sign)
# source: written without sight of the checks
# told: relation: opposite
# read: cause

# %% new_operator
operator_name = "cos"

def new_operator(x):
    return Value(math.cos(x.data), (x,), (math.sin(x.data),), "cos")
