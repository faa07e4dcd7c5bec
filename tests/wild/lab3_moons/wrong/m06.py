# hard-coded for three layers
# belief: hard-coded for three layers
# source: written without sight of the checks
# told: form: form
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        self.l1 = Layer(nin, nouts[0], rng)
        self.l2 = Layer(nouts[0], nouts[1], rng)
        self.l3 = Layer(nouts[1], nouts[2], rng, nonlin=False)

    def __call__(self, x):
        out = self.l3(self.l2(self.l1(x)))
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return self.l1.parameters() + self.l2.parameters() + self.l3.parameters()
