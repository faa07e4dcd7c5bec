# largest over the weights only, biases left out
# belief: largest over the weights only, biases left out
# source: written without sight of the checks
# told: part: the largest difference
# read: cause

# %% train_both
def largest_difference(model, twin):
    out = 0.0
    params = [p for name, p in twin.named_parameters() if "weight" in name]
    for p, layer in zip(params, model.layers):
        w = torch.tensor([[v.data for v in n.w] for n in layer.neurons], dtype=torch.float64)
        out = max(out, (w - p.detach()).abs().max().item())
    return out

def train_both(model, twin, X, y, steps, lr):
    opt = torch.optim.SGD(twin.parameters(), lr=lr)
    Xt, yt = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    rows = []
    for step in range(steps):
        model.zero_grad()
        loss = max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), 1e-4)
        loss.backward()
        opt.zero_grad()
        theirs = torch.relu(1 - yt * twin(Xt).squeeze(1)).mean() + 1e-4 * sum((p * p).sum() for p in twin.parameters())
        theirs.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        opt.step()
        rows.append((step, loss.data, theirs.item(), largest_difference(model, twin)))
    return rows

def first_difference(rows, tolerance):
    for row in rows:
        if row[3] > tolerance:
            return row[0]
    return None
