# param = param - lr * param.grad
# belief: param = param - lr * param.grad
# source: found in public code or threads, retyped for this lab
# told: misconception: stands_still
# read: cause

# %% train_both
def train_both(model, twin, X, y, steps, lr):
    X_torch, y_torch = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    optimizer = torch.optim.SGD(twin.parameters(), lr=lr)
    rows = []
    for step in range(steps):
        model.zero_grad()
        loss = max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), 1e-4)
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        scores = twin(X_torch).squeeze(1)
        twin_loss = torch.relu(1 - y_torch * scores).mean() + 1e-4 * sum((p * p).sum() for p in twin.parameters())
        optimizer.zero_grad(); twin_loss.backward()
        for param in twin.parameters():
            param = param - lr * param.grad
        largest = 0.0
        for layer, weight, bias in zip(model.layers, list(twin.parameters())[::2], list(twin.parameters())[1::2]):
            for neuron, row, b in zip(layer.neurons, weight.tolist(), bias.tolist()):
                ours = [w.data for w in neuron.w] + [neuron.b.data]
                largest = max([largest] + [abs(p - q) for p, q in zip(ours, row + [b])])
        rows.append((step, loss.data, twin_loss.item(), largest))
    return rows

def first_difference(rows, tolerance):
    for step, _, _, largest in rows:
        if largest > tolerance:
            return step
    return None
