# difference of the norms instead of norm of the difference
# belief: difference of the norms instead of norm of the difference
# source: written without sight of the checks
# told: relation: is the difference of the two norms
# read: cause

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append(torch.tensor([[w.grad for w in n.w] for n in layer.neurons], dtype=torch.float64))
        ours.append(torch.tensor([n.b.grad for n in layer.neurons], dtype=torch.float64))
    rows = []
    for (name, p), o in zip(twin.named_parameters(), ours):
        l2 = abs(p.grad.norm() - o.norm()).item()
        rows.append((name, l2, (p.grad - o).abs().max().item()))
    return rows
