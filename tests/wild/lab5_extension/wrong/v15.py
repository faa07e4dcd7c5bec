# name and function do not fit (copied sin, left name cos)
# belief: name and function do not fit (copied sin, left name cos)
# source: written without sight of the checks
# told: relation: is sin(x)
# read: cause

# %% new_operator
operator_name = "cos"

def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.cos(x.data),), "sin")
