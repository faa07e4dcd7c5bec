# reciprocal' = 1 / x^2 (minus forgotten)
# belief: reciprocal' = 1 / x^2 (minus forgotten)
# source: written without sight of the checks
# told: relation: opposite
# read: cause

# %% new_operator
operator_name = "reciprocal"

def new_operator(x):
    return Value(1 / x.data, (x,), (1 / x.data ** 2,), "reciprocal")
