# log' = -1 / x (a sign kept from -log in a loss)
# belief: log' = -1 / x (a sign kept from -log in a loss)
# source: found in public code or threads, retyped for this lab
# told: contrast: where it is about log
# read: cause

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), 'exp')
def log(self):
    return Value(math.log(self.data), (self,), (-1 * 1 / self.data,), 'log')
def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), 'tanh')
Value.exp, Value.log, Value.tanh = exp, log, tanh
