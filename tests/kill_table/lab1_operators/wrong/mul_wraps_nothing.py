# a * 3 is forgotten: a plain number has no .data.
# loses: mul, derived
# hint: number_has_no_data

# %% mul
def mul(self, other):
    return Value(self.data * other.data, (self, other), (other.data, self.data), "*")


Value.__mul__ = mul
