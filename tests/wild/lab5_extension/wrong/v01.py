# softplus' is 1 - sigmoid (sign of the exponent)
# belief: softplus' is 1 - sigmoid (sign of the exponent)
# source: written without sight of the checks
# told: relation: one minus
# read: cause

# %% new_operator
operator_name = "softplus"

def new_operator(x):
    return Value(math.log(1 + math.exp(x.data)), (x,), (1 / (1 + math.exp(x.data)),), "softplus")
