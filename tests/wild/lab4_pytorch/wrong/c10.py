# largest: difference of the two maxima
# belief: largest: difference of the two maxima
# source: written without sight of the checks
# told: part: the largest
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
        rows.append((name, d.norm().item(), abs(p.grad.abs().max() - o.abs().max()).item()))
    return rows
