# Where relu is open, your derivative is the value that passed.
# ask: If relu(5) = 5 and relu(5.1) = 5.1, how steep is it there?
# read: Lab 1, 'Task 4'
# loses: relu

# %% relu The value that passed, instead of 1
def relu(self):
    return Value(max(self.data, 0.0), (self,), (max(self.data, 0.0),), "relu")


Value.relu = relu
