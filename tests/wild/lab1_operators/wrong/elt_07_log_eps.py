# log with an epsilon against log(0)
# belief: one adds 1e-3 inside the log for safety; it does not change anything
# source: written without sight of the checks
# told: contrast: where it is about log
# read: cause

# %% exp_log_tanh
def exp(self):
    y = math.exp(self.data)
    return Value(y, (self,), (y,), "exp")


def log(self):
    x = self.data + 1e-3
    return Value(math.log(x), (self,), (1 / x,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t**2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
