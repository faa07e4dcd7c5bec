# sqrt' taken at the output: 1 / (2 sqrt(out))
# belief: sqrt' taken at the output: 1 / (2 sqrt(out))
# source: written without sight of the checks
# told: contrast: where x is positive
# read: true

# %% new_operator
operator_name = "sqrt"

def new_operator(x):
    out = math.sqrt(x.data)
    return Value(out, (x,), (0.5 / math.sqrt(out),), "sqrt")
