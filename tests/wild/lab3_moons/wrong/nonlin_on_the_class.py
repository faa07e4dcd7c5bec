# nonlin is written to the class: the neuron that was made last decides for all of them whether there is a relu
# belief: a field is declared in the class and set in the constructor, so each object has its own
# source: written without sight of the checks
# told: misconception: relu_everywhere
# read: cause

# %% neuron_layer
class Neuron:
    nonlin = True

    def __init__(self, nin, rng, nonlin=True):
        Neuron.nonlin = nonlin
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = dot(self.w, x, self.b)
        if Neuron.nonlin:
            z = z.relu()
        return z

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
