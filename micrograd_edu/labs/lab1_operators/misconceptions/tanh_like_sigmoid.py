# That is the derivative of the sigmoid.
# ask: How steep is tanh at 0? And your formula?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh The sigmoid's derivative
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (t * (1 - t),), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
