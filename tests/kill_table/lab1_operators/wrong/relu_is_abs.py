# The absolute value.
# loses: relu
# hint: relu_is_abs

# %% relu
def relu(self):
    return Value(abs(self.data), (self,), (1.0 if self.data > 0 else -1.0,), "relu")


Value.relu = relu
