# torch.linalg.norm(d, 2): for a matrix that is the largest singular value
# belief: torch.linalg.norm(d, 2): for a matrix that is the largest singular value
# source: written without sight of the checks
# told: part: where it is about weights of several neurons
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
        rows.append((name, torch.linalg.norm(d, 2).item(), d.abs().max().item()))
    return rows
