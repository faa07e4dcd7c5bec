# A parameter is changed in place while PyTorch records what happens to it.
# ask: Which line in the hint of task 1 keeps a change out of the graph?
# read: Lab 4, 'Task 1'
# loses: to_torch

# %% to_torch Copies without no_grad
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        linear.weight.copy_(weight)
        linear.bias.copy_(bias)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
