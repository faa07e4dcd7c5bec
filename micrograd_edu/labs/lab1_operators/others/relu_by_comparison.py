# A bool as local derivative.

# %% relu
def relu(self):
    return Value(self.data * (self.data > 0), (self,), (self.data > 0,), "relu")


Value.relu = relu
