# A fresh bias is not 0.
# ask: Which of a neuron's parameters does the task draw from rng, and which not?
# read: Lab 3, 'Task 1'
# loses: neuron_layer

# %% neuron_layer The bias is drawn like a weight
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(rng.uniform(-1, 1))
        self.nonlin = nonlin

    def __call__(self, x):
        s = dot(self.w, x, self.b)
        return s.relu() if self.nonlin else s

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [n(x) for n in self.neurons]

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
