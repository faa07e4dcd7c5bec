# Your derivative of tanh squares the input.
# ask: Near a = 5 tanh is flat. What does your formula give there?
# read: Lab 1, 'Task 5'
# loses: exp_log_tanh

# %% exp_log_tanh 1 - x squared, from the input
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    return Value(math.tanh(self.data), (self,), (1 - self.data**2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
