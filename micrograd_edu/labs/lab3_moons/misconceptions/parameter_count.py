# The number of parameters is not what a network of this shape has.
# ask: How many weights and how many biases does one neuron with 3 inputs have? Are all of them in your list?
# read: Lab 3, 'Where parameters get lost'
# loses: neuron_layer, mlp

# %% neuron_layer parameters() of the first neuron only
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = dot(self.w, x, self.b)
        return out.relu() if self.nonlin else out

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons[:1] for p in neuron.parameters()]

# %% mlp The first layer is left out of parameters()
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

# %% neuron_layer The bias is left out of parameters()
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = dot(self.w, x, self.b)
        return out.relu() if self.nonlin else out

    def parameters(self):
        return self.w


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
