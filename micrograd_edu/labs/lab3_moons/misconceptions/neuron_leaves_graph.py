# The outputs are right, but no weight gets a gradient: the sum was computed with numbers.
# ask: From which values was your sum made, and how would backward find them?
# read: Lab 3, 'backward does nothing'
# loses: neuron_layer

# %% neuron_layer A Value made from a number
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = Value(sum(w.data * getattr(a, "data", a) for w, a in zip(self.w, x)) + self.b.data)
        return out.relu() if self.nonlin else out

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
