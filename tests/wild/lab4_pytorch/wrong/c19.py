# hard-coded to three layers
# belief: hard-coded to three layers
# source: written without sight of the checks
# told: error: IndexError
# read: cause

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append(torch.tensor([[w.grad for w in n.w] for n in layer.neurons], dtype=torch.float64))
        ours.append(torch.tensor([n.b.grad for n in layer.neurons], dtype=torch.float64))
    params = list(twin.named_parameters())
    rows = []
    for i in range(6):
        name, p = params[i]
        d = p.grad - ours[i]
        rows.append((name, d.norm().item(), d.abs().max().item()))
    return rows
