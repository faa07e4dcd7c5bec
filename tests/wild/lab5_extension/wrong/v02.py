# softplus is like relu: derivative 1 above 0, else 0
# belief: softplus is like relu: derivative 1 above 0, else 0
# source: written without sight of the checks
# told: part: where it is a derivative
# read: cause

# %% new_operator
operator_name = "softplus"

def new_operator(x):
    return Value(math.log(1 + math.exp(x.data)), (x,), (1.0 if x.data > 0 else 0.0,), "softplus")
