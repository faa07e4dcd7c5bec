# nouts.insert(0, nin): changes the caller's list
# belief: nouts.insert(0, nin): changes the caller's list
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        nouts.insert(0, nin)
        self.layers = [Layer(nouts[i], nouts[i + 1], rng, nonlin=i != len(nouts) - 2) for i in range(len(nouts) - 1)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
