# sqrt written as x ** 1/2 (precedence)
# belief: sqrt written as x ** 1/2 (precedence)
# source: written without sight of the checks
# told: relation: halves x itself
# read: cause

# %% new_operator
operator_name = "sqrt"

def new_operator(x):
    return Value(x.data ** 1 / 2, (x,), (1 / 2 * x.data ** -1 / 2,), "sqrt")
