# The value that passed, instead of 1.
# loses: relu
# hint: relu_passes_data

# %% relu
def relu(self):
    return Value(max(self.data, 0.0), (self,), (max(self.data, 0.0),), "relu")


Value.relu = relu
