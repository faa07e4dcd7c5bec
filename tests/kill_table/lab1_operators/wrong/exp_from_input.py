# The input as derivative.
# loses: exp_log_tanh
# hint: exp_from_input

# %% exp_log_tanh
def exp(self):
    return Value(math.exp(self.data), (self,), (self.data,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
