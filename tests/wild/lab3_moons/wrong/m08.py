# every layer gets the original x (result overwritten)
# belief: every layer gets the original x (result overwritten)
# source: written without sight of the checks
# told: misconception: inputs_do_not_fit
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1], rng, nonlin=i != len(nouts) - 1) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            out = layer(x)
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
