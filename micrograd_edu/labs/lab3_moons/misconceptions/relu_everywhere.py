# There is a relu where none should be.
# ask: Can a score be negative after a relu? Which neurons must be able to say no?
# read: Lab 3, 'Task 2'
# loses: mlp, neuron_layer

# %% mlp A relu on the last layer
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin, *nouts]
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1], rng, nonlin=True))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]

# %% neuron_layer nonlin is ignored
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = dot(self.w, x, self.b)
        return out.relu()

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
