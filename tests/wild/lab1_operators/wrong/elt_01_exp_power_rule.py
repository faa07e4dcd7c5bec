# exp by the power rule
# belief: d(e^x)/dx = x * e^(x-1)
# source: written without sight of the checks
# told: misconception: exp_power_rule
# read: cause

# %% exp_log_tanh
def exp(self):
    return Value(math.exp(self.data), (self,), (self.data * math.exp(self.data - 1),), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t**2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
