# Two of three done: no points yet.
# loses: exp_log_tanh

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    raise NotImplementedError()


Value.exp, Value.log, Value.tanh = exp, log, tanh
