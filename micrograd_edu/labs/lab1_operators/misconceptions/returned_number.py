# Your code returned a plain number, so the graph ends here.
# ask: What has to be wrapped around the number so that backward can find the operands?
# read: Lab 1, 'What a result remembers'
# loses: add

# %% add A plain number
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return self.data + other.data


Value.__add__ = add
