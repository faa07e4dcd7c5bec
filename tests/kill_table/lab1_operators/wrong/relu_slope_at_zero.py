# Slope 1 at 0, where the lab chose 0.
# loses: relu
# hint: relu_slope_at_zero

# %% relu
def relu(self):
    return Value(max(self.data, 0.0), (self,), (1.0 if self.data >= 0 else 0.0,), "relu")


Value.relu = relu
