# loads a state dict with the weights of the flat parameter list cut by numel (weights and bias per neuron mixed)
# belief: loads a state dict with the weights of the flat parameter list cut by numel (weights and bias per neuron mixed)
# source: written without sight of the checks
# told: contrast: where a layer has several neurons
# read: cause

# %% to_torch
def to_torch(model):
    sizes = [len(model.layers[0].neurons[0].w)] + [len(l.neurons) for l in model.layers]
    mods = []
    for a, b in zip(sizes, sizes[1:]):
        mods += [torch.nn.Linear(a, b, dtype=torch.float64), torch.nn.ReLU()]
    net = torch.nn.Sequential(*mods[:-1])
    torch.nn.utils.vector_to_parameters(torch.tensor([p.data for p in model.parameters()], dtype=torch.float64), net.parameters())
    return net
