# No return.
# loses: compare_gradients
# told: form: form

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.pow(2).sum().sqrt().item(), d.abs().max().item()))
