# relu as multiplication with a mask of the wrong kind: int(self.data)
# belief: truth of int(data): numbers between 0 and 1 are counted as 0
# source: written without sight of the checks
# told: contrast: where a number is between 0 and 1
# read: cause

# %% relu
def relu(self):
    passes = int(max(self.data, 0)) > 0
    return Value(self.data if passes else 0.0, (self,), (1.0 if passes else 0.0,), "relu")


Value.relu = relu
