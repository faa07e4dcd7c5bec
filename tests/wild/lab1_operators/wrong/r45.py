# tanh' from the input
# belief: tanh' from the input
# source: found in public code or threads, retyped for this lab
# told: misconception: tanh_from_input
# read: cause

# %% exp_log_tanh
def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), 'exp')
def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), 'log')
def tanh(self):
    return Value(math.tanh(self.data), (self,), (1 - self.data**2,), 'tanh')
Value.exp, Value.log, Value.tanh = exp, log, tanh
