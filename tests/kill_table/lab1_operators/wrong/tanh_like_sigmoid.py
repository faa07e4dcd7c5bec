# The sigmoid's derivative.
# loses: exp_log_tanh
# hint: tanh_like_sigmoid

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (t * (1 - t),), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
