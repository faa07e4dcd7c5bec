# hard-coded 2-16-16-1
# belief: hard-coded 2-16-16-1
# source: written without sight of the checks
# told: error: RuntimeError
# read: true

# %% to_torch
def to_torch(model):
    net = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1)).double()
    with torch.no_grad():
        for linear, layer in zip((net[0], net[2], net[4]), model.layers):
            linear.weight.copy_(torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64))
    return net
