# 1 - x squared, from the input.
# loses: exp_log_tanh
# hint: tanh_from_input

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    return Value(math.tanh(self.data), (self,), (1 - self.data**2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
