# The scores are right, but no parameter gets a gradient: the graph ends between them.
# ask: What do your layers pass on to the next one: Values, or their numbers?
# read: Lab 3, 'backward does nothing'
# loses: mlp

# %% mlp Goes on with numbers between the layers
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin, *nouts]
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1], rng, nonlin=i < len(nouts) - 1))

    def __call__(self, x):
        for layer in self.layers:
            x = [Value(v.data) for v in layer(x)]
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
