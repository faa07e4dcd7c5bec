# Two shapes do not fit together.
# ask: Print both shapes. Which of the two has rows where the other has columns?
# read: Lab 4, 'The size of tensor a must match'
# loses: to_torch

# %% to_torch nin and nout have changed places
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[0], weight.shape[1], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(weight)
            linear.bias.copy_(bias)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
