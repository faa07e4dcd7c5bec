# Your derivative of exp is its input.
# ask: Which function is its own derivative?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh The input as derivative
def exp(self):
    return Value(math.exp(self.data), (self,), (self.data,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
