# layers kept in a mutable default list shared by all MLPs
# belief: layers kept in a mutable default list shared by all MLPs
# source: written without sight of the checks
# told: form: form
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng, layers=[]):
        self.layers = layers
        for i, nout in enumerate(nouts):
            self.layers.append(Layer(nin, nout, rng, nonlin=i != len(nouts) - 1))
            nin = nout

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
