# You compare the weights, not their gradients.
# ask: Which attribute holds the gradient, here and there?
# read: Lab 4, 'Task 2'
# loses: compare_gradients

# %% compare_gradients Compares the weights
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.data for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.data for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.detach() - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.pow(2).sum().sqrt().item(), d.abs().max().item()))
    return rows
