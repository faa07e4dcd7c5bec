# A function of the module math was given a whole Value.
# ask: Which attribute of a Value holds its number?
# read: Lab 1, 'What a result remembers'
# loses: exp_log_tanh

# %% exp_log_tanh math.exp of the Value itself
def exp(self):
    out = math.exp(self)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
