# math.exp of the Value itself.
# loses: exp_log_tanh
# hint: math_wants_number

# %% exp_log_tanh
def exp(self):
    out = math.exp(self)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
