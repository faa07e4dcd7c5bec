# exp stops growing at 50
# belief: numbers above 50 only come from bugs, and clipping protects from overflow
# source: written without sight of the checks
# told: part: value and d/da
# read: cause

# %% exp_log_tanh
def exp(self):
    x = max(-50.0, min(50.0, self.data))
    out = math.exp(x)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1.0 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1.0 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
