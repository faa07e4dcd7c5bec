# derivative of the derivative's argument: sin with degrees
# belief: derivative of the derivative's argument: sin with degrees
# source: written without sight of the checks
# told: misconception: degrees
# read: cause

# %% new_operator
operator_name = "sin"

def new_operator(x):
    return Value(math.sin(math.radians(x.data)), (x,), (math.cos(math.radians(x.data)),), "sin")
