# tanh slope 1 - t, rest right
# belief: the slope of tanh is 1 - t (square forgotten)
# source: written without sight of the checks
# told: misconception: tanh_not_squared
# read: cause

# %% exp_log_tanh
def exp(self):
    y = math.exp(self.data)
    return Value(y, (self,), (y,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
