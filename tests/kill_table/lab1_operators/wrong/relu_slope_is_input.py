# The slope is the input.
# loses: relu
# hint: relu_slope_is_input

# %% relu
def relu(self):
    return Value(max(self.data, 0.0), (self,), (self.data,), "relu")


Value.relu = relu
