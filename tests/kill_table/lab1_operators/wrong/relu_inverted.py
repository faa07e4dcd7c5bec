# Open where it should be closed.
# loses: relu
# hint: relu_inverted

# %% relu
def relu(self):
    return Value(max(self.data, 0.0), (self,), (0.0 if self.data > 0 else 1.0,), "relu")


Value.relu = relu
