# "float32" computes everything in float64 and rounds the loss at the end
# belief: float32 means fewer digits in the result
# source: written without sight of the checks
# told: contrast: where float32 cannot tell the input from 1
# read: cause

# %% dtype_speed
def measure(twin, X, y):
    inputs = torch.tensor(X, dtype=torch.float64)
    labels = torch.tensor(y, dtype=torch.float64)

    def hinge(net, dtype):
        scores = net(inputs).squeeze(1)
        return (1 - labels * scores).relu().mean().to(dtype).item()

    results = {}
    for name, dtype in (("float64", torch.float64), ("float32", torch.float32)):
        net = copy.deepcopy(twin)
        start = time.perf_counter()
        results[name] = hinge(net, dtype), time.perf_counter() - start

    start = time.perf_counter()
    total = 0.0
    for i in range(len(X)):
        total += (1 - labels[i] * twin(inputs[i : i + 1])[0, 0]).relu().item()
    results["one by one"] = total / len(X), time.perf_counter() - start
    return results
