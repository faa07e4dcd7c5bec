# differences below 1e-10 are written as 0 (np.allclose thinking)
# belief: differences below 1e-10 are written as 0 (np.allclose thinking)
# source: written without sight of the checks
# told: contrast: where the differences are tiny
# read: cause

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append(torch.tensor([[w.grad for w in n.w] for n in layer.neurons], dtype=torch.float64))
        ours.append(torch.tensor([n.b.grad for n in layer.neurons], dtype=torch.float64))
    rows = []
    for (name, p), o in zip(twin.named_parameters(), ours):
        d = p.grad - o
        d[d.abs() < 1e-6] = 0
        rows.append((name, d.norm().item(), d.abs().max().item()))
    return rows
