# sin' = -cos
# belief: sin' = -cos
# source: written without sight of the checks
# told: relation: opposite
# read: cause

# %% new_operator
operator_name = "sin"

def new_operator(x):
    return Value(math.sin(x.data), (x,), (-math.cos(x.data),), "sin")
