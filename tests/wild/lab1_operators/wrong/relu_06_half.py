# slope one half at 0
# belief: at the corner the slope is the mean of both sides, 0.5 (as TensorFlow/both-sided nudge would give)
# source: written without sight of the checks
# told: part: d/da
# read: true

# %% relu
def relu(self):
    x = self.data
    h = 1e-6
    slope = (max(0.0, x + h) - max(0.0, x - h)) / (2 * h)
    return Value(max(0.0, x), (self,), (round(slope, 6),), "relu")


Value.relu = relu
