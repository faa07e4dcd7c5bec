# weights as (nin, nout) reshaped to (nout, nin): reshape is not a transpose
# belief: weights as (nin, nout) reshaped to (nout, nin): reshape is not a transpose
# source: written without sight of the checks
# told: contrast: where a layer has several inputs and several neurons
# read: cause

# %% to_torch
def to_torch(model):
    modules = []
    for i, layer in enumerate(model.layers):
        nout, nin = len(layer.neurons), len(layer.neurons[0].w)
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        w = torch.tensor([[n.w[j].data for n in layer.neurons] for j in range(nin)], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(w.reshape(nout, nin))
            linear.bias.copy_(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64))
        modules.append(linear)
        if i < len(model.layers) - 1:
            modules.append(torch.nn.ReLU())
    return torch.nn.Sequential(*modules)
