# Your PyTorch loss is the average over every score with every label: n times n pairs.
# ask: Which shapes have the scores and y, and which shape has their product?
# read: Lab 4, 'My PyTorch loss is wrong from the first step on'
# loses: train_both, dtype_speed

# %% train_both Scores of shape (n, 1) with labels of shape (n,)
def train_both(model, twin, X, y, steps, lr):
    rows = []
    Xt, yt = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    opt = torch.optim.SGD(twin.parameters(), lr=lr)
    for step in range(steps):
        for p in model.parameters():
            p.grad = None
        ours = max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), 1e-4)
        ours.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        opt.zero_grad()
        theirs = torch.relu(1 - yt * twin(Xt)).mean() + 1e-4 * sum((p * p).sum() for p in twin.parameters())
        theirs.backward()
        opt.step()
        a = []
        for layer in model.layers:
            a += [w.data for n in layer.neurons for w in n.w] + [n.b.data for n in layer.neurons]
        b = torch.cat([p.detach().flatten() for p in twin.parameters()])
        largest = (torch.tensor(a, dtype=torch.float64) - b).abs().max().item()
        rows.append((step, ours.data, theirs.item(), largest))
    return rows


def first_difference(rows, tolerance):
    for step, _, _, largest in rows:
        if largest > tolerance:
            return step
    return None

# %% dtype_speed Scores of shape (n, 1) with labels of shape (n,)
def loss_of(net, X, y):
    return torch.relu(1 - y * net(X)).mean()

def measure(twin, X, y):
    out = {}
    Xt, yt = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    with torch.no_grad():
        t = time.perf_counter()
        l = loss_of(twin, Xt, yt).item()
        out["float64"] = (l, time.perf_counter() - t)
        small = copy.deepcopy(twin).float()
        X32, y32 = Xt.float(), yt.float()
        t = time.perf_counter()
        l = loss_of(small, X32, y32).item()
        out["float32"] = (l, time.perf_counter() - t)
        t = time.perf_counter()
        l = sum(torch.relu(1 - yt[i] * twin(Xt[i:i+1])[0, 0]).item() for i in range(len(y))) / len(y)
        out["one by one"] = (l, time.perf_counter() - t)
    return out
