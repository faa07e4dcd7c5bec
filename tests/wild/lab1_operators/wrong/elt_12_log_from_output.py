# log slope from the output
# belief: like tanh and exp, log's slope comes from the output: 1 / log(x)
# source: written without sight of the checks
# told: misconception: log_from_output
# read: cause

# %% exp_log_tanh
def exp(self):
    y = math.exp(self.data)
    return Value(y, (self,), (y,), "exp")


def log(self):
    y = math.log(self.data)
    return Value(y, (self,), (1 / y,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
