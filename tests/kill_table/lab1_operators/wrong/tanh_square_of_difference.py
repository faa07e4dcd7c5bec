# (1 - t)² instead of 1 - t².
# loses: exp_log_tanh
# hint: tanh_square_of_difference

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), ((1 - t) ** 2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
