# torch.linalg.norm.

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, torch.linalg.vector_norm(d).item(), torch.linalg.vector_norm(d, ord=float("inf")).item()))
    return rows
