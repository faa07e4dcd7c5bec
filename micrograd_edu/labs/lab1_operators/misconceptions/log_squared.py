# Your derivative of log falls too fast.
# ask: That is the derivative of another function. Of which one?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh 1 / x squared
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data**2,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
