# clamps in place
# belief: relu changes the value itself: sets self.data = 0 and returns self
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% relu
def relu(self):
    if self.data < 0:
        self.data = 0.0
    return self


Value.relu = relu
