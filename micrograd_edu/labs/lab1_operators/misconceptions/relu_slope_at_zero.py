# Only relu at exactly 0 differs.
# ask: Which convention for the slope at the kink did the lead-in name?
# read: Lab 1, 'Task 4'
# loses: relu

# %% relu Slope 1 at 0, where the lab chose 0
def relu(self):
    return Value(max(self.data, 0.0), (self,), (1.0 if self.data >= 0 else 0.0,), "relu")


Value.relu = relu
