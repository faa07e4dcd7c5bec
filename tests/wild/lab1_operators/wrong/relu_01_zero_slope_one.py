# slope 1 at 0
# belief: 0 passes unchanged, so its slope is 1 (>=)
# source: written without sight of the checks
# told: misconception: relu_slope_at_zero
# read: cause

# %% relu
def relu(self):
    return Value(max(0.0, self.data), (self,), (1.0 if self.data >= 0 else 0.0,), "relu")


Value.relu = relu
