# The two numbers have changed places.
# ask: In which order does the lab ask for them?
# read: Lab 4, 'Task 2'
# loses: compare_gradients

# %% compare_gradients The two numbers swapped
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.abs().max().item(), d.pow(2).sum().sqrt().item()))
    return rows
