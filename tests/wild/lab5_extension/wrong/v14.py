# result without parents
# belief: result without parents
# source: written without sight of the checks
# told: form: form
# read: cause

# %% new_operator
operator_name = "abs"

def new_operator(x):
    return Value(abs(x.data))
