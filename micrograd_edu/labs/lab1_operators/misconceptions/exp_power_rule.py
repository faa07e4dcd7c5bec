# You used the rule for powers on exp.
# ask: In e**a, is the moving part the base or the exponent?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh The rule for powers on exp
def exp(self):
    return Value(math.exp(self.data), (self,), (self.data * math.exp(self.data - 1),), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
