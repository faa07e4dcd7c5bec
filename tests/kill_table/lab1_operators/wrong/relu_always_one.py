# Open for negative inputs too.
# loses: relu
# hint: relu_slope_everywhere

# %% relu
def relu(self):
    return Value(max(self.data, 0.0), (self,), (1.0,), "relu")


Value.relu = relu
