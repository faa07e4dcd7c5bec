# abs: derivative by the sign of the result
# belief: abs: derivative by the sign of the result
# source: written without sight of the checks
# told: relation: one
# read: cause

# %% new_operator
operator_name = "abs"

def new_operator(x):
    out = -x.data if x.data < 0 else x.data
    return Value(out, (x,), (1.0 if out > 0 else -1.0,), "abs")
