# a closed relu is a leaf 0.0 without parents
# belief: nothing flows back through a closed valve, so there is no need for the edge
# source: written without sight of the checks
# told: contrast: unless the input is positive
# read: cause

# %% relu
def relu(self):
    if self.data > 0:
        return Value(self.data, (self,), (1.0,), "relu")
    else:
        return Value(0.0, op="relu")


Value.relu = relu
