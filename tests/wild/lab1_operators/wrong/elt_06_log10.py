# log with base 10
# belief: log means the logarithm with base 10; its slope 1/x
# source: written without sight of the checks
# told: contrast: where it is about log
# read: cause

# %% exp_log_tanh
def exp(self):
    y = math.exp(self.data)
    return Value(y, (self,), (y,), "exp")


def log(self):
    return Value(math.log10(self.data), (self,), (1 / (self.data * math.log(10)),), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t**2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
