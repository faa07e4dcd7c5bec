# slope is the output
# belief: the local derivative of relu is relu itself (x where positive)
# source: written without sight of the checks
# told: misconception: relu_passes_data
# read: cause

# %% relu
def relu(self):
    out = max(0.0, self.data)
    return Value(out, (self,), (out,), "relu")


Value.relu = relu
