# Scores of shape (n, 1) with labels of shape (n,).
# loses: dtype_speed
# hint: lab4_n_by_n

# %% dtype_speed
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
