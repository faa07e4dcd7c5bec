# Your relu's derivative is open where it should be closed, and closed where it should be open.
# ask: For which inputs does a nudge come out on the other side?
# read: Lab 1, 'Task 4'
# loses: relu

# %% relu Open where it should be closed
def relu(self):
    return Value(max(self.data, 0.0), (self,), (0.0 if self.data > 0 else 1.0,), "relu")


Value.relu = relu
