# tanh was never wired: a value without parents
# belief: tanh was never wired: a value without parents
# source: found in public code or threads, retyped for this lab
# told: contrast: where it is about tanh
# read: cause

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), 'exp')
def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), 'log')
def tanh(self):
    return Value(math.tanh(self.data))
Value.exp, Value.log, Value.tanh = exp, log, tanh
