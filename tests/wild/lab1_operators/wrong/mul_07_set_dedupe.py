# parents deduplicated for a * a
# belief: a parent should be listed once, so parents come from a set; order of the pair is then chance
# source: written without sight of the checks
# told: by chance
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    local_grads = (other.data, self.data)
    return Value(self.data * other.data, {self, other}, local_grads, "*")


Value.__mul__ = mul
