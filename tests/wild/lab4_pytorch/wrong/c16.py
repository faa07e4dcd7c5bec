# weight gradients transposed where square
# belief: weight gradients transposed where square
# source: written without sight of the checks
# told: contrast: where a layer has as many neurons as inputs
# read: cause

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        g = torch.tensor([[n.w[j].grad for n in layer.neurons] for j in range(len(layer.neurons[0].w))], dtype=torch.float64)
        ours += [g, torch.tensor([n.b.grad for n in layer.neurons], dtype=torch.float64)]
    rows = []
    for (name, p), o in zip(twin.named_parameters(), ours):
        if o.shape != p.shape:
            o = o.T
        d = p.grad - o
        rows.append((name, d.norm().item(), d.abs().max().item()))
    return rows
