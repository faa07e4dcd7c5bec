# Your relu turns negative numbers positive.
# ask: What does relu(-3) give: 3 or 0?
# read: Lab 1, 'Task 4'
# loses: relu

# %% relu The absolute value
def relu(self):
    return Value(abs(self.data), (self,), (1.0 if self.data > 0 else -1.0,), "relu")


Value.relu = relu
