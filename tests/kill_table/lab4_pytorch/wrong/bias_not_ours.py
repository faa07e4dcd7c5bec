# The biases are not copied.
# loses: to_torch
# told: relation: zero

# %% to_torch
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(weight)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
