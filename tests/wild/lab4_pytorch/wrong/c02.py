# our gradients as float32 tensors
# belief: our gradients as float32 tensors
# source: written without sight of the checks
# told: misconception: seven_digits
# read: cause

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append(torch.tensor([[w.grad for w in n.w] for n in layer.neurons]))
        ours.append(torch.tensor([n.b.grad for n in layer.neurons]))
    rows = []
    for (name, p), o in zip(twin.named_parameters(), ours):
        d = p.grad - o
        rows.append((name, d.norm().item(), d.abs().max().item()))
    return rows
