# The first layer is left out of parameters().
# loses: mlp
# told: form: form

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin, *nouts]
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1], rng, nonlin=i < len(nouts) - 1))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers[1:] for p in layer.parameters()]
