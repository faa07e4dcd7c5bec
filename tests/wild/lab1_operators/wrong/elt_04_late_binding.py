# loop over the names, all three become tanh
# belief: a function made in a loop keeps the loop variable of its turn (late binding)
# source: written without sight of the checks
# told: linter: B023
# read: cause

# %% exp_log_tanh
slope_of = {"exp": lambda x, y: y, "log": lambda x, y: 1 / x, "tanh": lambda x, y: 1 - y * y}
for op_name in ("exp", "log", "tanh"):

    def unary(self):
        y = getattr(math, op_name)(self.data)
        return Value(y, (self,), (slope_of[op_name](self.data, y),), op_name)

    setattr(Value, op_name, unary)
