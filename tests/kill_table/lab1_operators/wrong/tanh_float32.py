# Computes with numpy's float32: seven digits.
# loses: exp_log_tanh
# told: relation: seven digits

# %% exp_log_tanh
import numpy as np


def exp(self):
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")


def log(self):
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")


def tanh(self):
    t = float(np.tanh(np.float32(self.data)))
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
