# The twin computes as if all biases were 0.
# ask: What does nn.Linear have besides its weight?
# read: Lab 4, 'Task 1'
# loses: to_torch

# %% to_torch The biases are set to 0
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(weight)
            linear.bias.zero_()
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
