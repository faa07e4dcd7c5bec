# Your + sends back what * would: the other operand.
# ask: If a grows by 1 and b stays, by how much does a + b grow? Does it depend on b?
# read: Lab 1, 'Task 1'
# loses: add

# %% add The rule of mul on add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (other.data, self.data), "+")


Value.__add__ = add
