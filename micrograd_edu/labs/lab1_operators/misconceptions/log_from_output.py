# Your derivative of log is computed from the result instead of the input.
# ask: How steep is log at a = 1, where its value is 0?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh 1 / log(x)
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    out = math.log(self.data)
    return Value(out, (self,), (1 / out,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
