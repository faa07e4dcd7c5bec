# softplus' constant 0.5 (only checked at 0)
# belief: softplus' constant 0.5 (only checked at 0)
# source: written without sight of the checks
# told: relation: constant
# read: cause

# %% new_operator
operator_name = "softplus"

def new_operator(x):
    return Value(math.log(1 + math.exp(x.data)), (x,), (0.5,), "softplus")
