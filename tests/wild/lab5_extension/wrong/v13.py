# (x) is a tuple
# belief: (x) is a tuple
# source: written without sight of the checks
# told: error: TypeError
# read: cause

# %% new_operator
operator_name = "cos"

def new_operator(x):
    return Value(math.cos(x.data), (x), (-math.sin(x.data)), "cos")
