# The bias is added after the relu; the lab adds it before.
# ask: With w = (2, -1), b = 0.5 and x = (1, 3): what does the relu get, and what does the neuron say?
# read: Lab 3, 'Task 1'
# loses: neuron_layer

# %% neuron_layer relu of the products' sum, then the bias
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = total(w * xi for w, xi in zip(self.w, x))
        return out.relu() + self.b if self.nonlin else out + self.b

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
