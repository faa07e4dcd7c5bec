# operator name with a capital letter
# belief: operator name with a capital letter
# source: written without sight of the checks
# told: form: form
# read: cause

# %% new_operator
operator_name = "Sin"

def new_operator(x):
    return Value(math.sin(x.data), (x,), (math.cos(x.data),), "sin")
