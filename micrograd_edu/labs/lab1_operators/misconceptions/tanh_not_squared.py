# Your derivative of tanh is not the same at a and at -a.
# ask: tanh is as steep on the left as on the right: what would make your formula so?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh The square is missing
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
