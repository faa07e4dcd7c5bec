# NumPy scalars inside.

# %% exp_log_tanh
import numpy as np


def exp(self):
    return Value(np.exp(self.data), (self,), (np.exp(self.data),), "exp")


def log(self):
    return Value(np.log(self.data), (self,), (1 / np.float64(self.data),), "log")


def tanh(self):
    return Value(np.tanh(self.data), (self,), (1 / np.cosh(self.data) ** 2,), "tanh")


Value.exp, Value.log, Value.tanh = exp, log, tanh
