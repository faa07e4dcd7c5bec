# Only for the demo's shape.
# loses: to_torch
# told: error: RuntimeError

# %% to_torch
def to_torch(model):
    net = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1)).double()
    with torch.no_grad():
        for layer, linear in zip(model.layers, [net[0], net[2], net[4]]):
            linear.weight.copy_(torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64))
    return net
