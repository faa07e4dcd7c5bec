# Your relu sends gradients through where it is closed.
# ask: How much does relu(-3) move when the input is nudged?
# read: Lab 1, 'Task 4'
# loses: relu

# %% relu Open for negative inputs too
def relu(self):
    return Value(max(self.data, 0.0), (self,), (1.0,), "relu")


Value.relu = relu
