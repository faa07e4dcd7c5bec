# Your local derivative of relu is its input.
# ask: Nudge 3 to 3.001: the output moves from 3 to 3.001. How many times the nudge is that?
# read: Lab 1, 'Task 4: relu'
# loses: relu

# %% relu The slope is the input
def relu(self):
    return Value(max(self.data, 0.0), (self,), (self.data,), "relu")


Value.relu = relu
