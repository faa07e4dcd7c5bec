# Each product has gone through a relu of its own; the lab puts their sum through one.
# ask: With w = (2, -1), b = 0.5 and x = (1, 3): which number goes through the relu, and what does the neuron say?
# read: Lab 3, 'Task 1'
# loses: neuron_layer

# %% neuron_layer A relu for each product
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        products = [w * xi for w, xi in zip(self.w, x)]
        return total([p.relu() for p in products] if self.nonlin else products) + self.b

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
