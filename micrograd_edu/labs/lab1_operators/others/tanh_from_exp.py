# tanh from exponentials: other algebra, same numbers.

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    e = math.exp(2 * self.data)
    return Value((e - 1) / (e + 1), (self,), (4 * e / (e + 1) ** 2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
