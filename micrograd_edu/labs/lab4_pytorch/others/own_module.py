# A Module of its own, with matrices the other way round.

# %% to_torch
class Twin(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.weights = torch.nn.ParameterList()
        self.biases = torch.nn.ParameterList()
        for layer in model.layers:
            matrix = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
            self.weights.append(torch.nn.Parameter(matrix.T.contiguous()))
            self.biases.append(torch.nn.Parameter(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64)))

    def forward(self, x):
        last = len(self.weights) - 1
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            x = x @ w + b
            x = x if i == last else x.relu()
        return x


def to_torch(model):
    return Twin(model)
