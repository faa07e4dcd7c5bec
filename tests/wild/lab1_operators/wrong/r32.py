# forward only: no derivative was written
# belief: forward only: no derivative was written
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: cause

# %% relu
def relu(self):
    x = self.data
    return Value(0 if x < 0 else x, (self,), (), "relu")
Value.relu = relu
