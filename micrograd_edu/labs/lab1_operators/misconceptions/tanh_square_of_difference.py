# Your slope of tanh is a square of a difference.
# ask: In 1 - t², which part is squared?
# read: Lab 1, 'Task 5: exp, log, tanh'
# loses: exp_log_tanh

# %% exp_log_tanh (1 - t)² instead of 1 - t²
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), ((1 - t) ** 2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
