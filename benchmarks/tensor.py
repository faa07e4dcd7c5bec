"""A training step with `Tensor` against PyTorch eager and HIPS autograd, float64, one thread, in the same run.

    python benchmarks/tensor.py

The network is MLP(2, [hidden, hidden, 1]) with max-margin loss and L2, at four sizes of batch x hidden. The three take
turns, step by step, on the same data and weights; before any timing, their gradients are compared. Printed are medians
and the ratio to PyTorch's time (below 1: faster). The largest comes first: after it, the C library keeps freed memory
instead of handing it back at every step, which at the middle sizes costs all three as much as the arithmetic.
"""

from __future__ import annotations

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):  # read when NumPy is imported
    os.environ[variable] = "1"

import statistics
import sys
import time
from collections.abc import Callable

import autograd
import autograd.numpy as anp
import numpy as np
import torch
from tqdm import tqdm

from micrograd_edu.tensor import Tensor, linear

SIZES = [(10_000, 256), (10_000, 16), (100, 256), (100, 16)]
ALPHA, LR = 1e-4, 1e-3
SECONDS = 6  # for each size, of all three together


def draw(batch: int, hidden: int) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(batch, 2))
    y = np.where(rng.random((batch, 1)) < 0.5, -1.0, 1.0)
    sizes = [2, hidden, hidden, 1]
    parameters = []
    for nin, nout in zip(sizes, sizes[1:]):
        parameters += [rng.normal(size=(nin, nout)) / np.sqrt(nin), np.zeros(nout)]
    return X, y, parameters


def ours(X: np.ndarray, y: np.ndarray, start: list[np.ndarray]) -> Callable[[], list[np.ndarray]]:
    parameters = [Tensor(p.copy()) for p in start]
    w1, b1, w2, b2, w3, b3 = parameters

    def step() -> list[np.ndarray]:
        for p in parameters:
            p.grad = None
        out = linear(linear(linear(X, w1, b1).relu(), w2, b2).relu(), w3, b3)
        loss = (1 - out * y).relu().mean()
        for p in parameters:
            loss = loss + (p * p).sum() * ALPHA
        loss.backward()
        for p in parameters:
            p.data -= LR * p.grad
        return [p.grad for p in parameters]

    return step


def pytorch(X: np.ndarray, y: np.ndarray, start: list[np.ndarray]) -> Callable[[], list[np.ndarray]]:
    X, y = torch.tensor(X), torch.tensor(y)
    parameters = [torch.tensor(p.T.copy(), requires_grad=True) for p in start]
    w1, b1, w2, b2, w3, b3 = parameters
    optimizer = torch.optim.SGD(parameters, lr=LR)
    layer = torch.nn.functional.linear

    def step() -> list[np.ndarray]:
        optimizer.zero_grad()
        out = layer(torch.relu(layer(torch.relu(layer(X, w1, b1)), w2, b2)), w3, b3)
        loss = torch.relu(1 - out * y).mean()
        for p in parameters:
            loss = loss + (p * p).sum() * ALPHA
        loss.backward()
        optimizer.step()
        return [p.grad.numpy().T for p in parameters]

    return step


def hips(X: np.ndarray, y: np.ndarray, start: list[np.ndarray]) -> Callable[[], list[np.ndarray]]:
    parameters = [p.copy() for p in start]

    def loss(parameters: list[np.ndarray]):
        w1, b1, w2, b2, w3, b3 = parameters
        out = anp.maximum(X @ w1 + b1, 0.0)
        out = anp.maximum(out @ w2 + b2, 0.0) @ w3 + b3
        return anp.mean(anp.maximum(1 - out * y, 0.0)) + ALPHA * sum(anp.sum(p * p) for p in parameters)

    gradient = autograd.grad(loss)

    def step() -> list[np.ndarray]:
        grads = gradient(parameters)
        for p, g in zip(parameters, grads):
            p -= LR * g
        return grads

    return step


def main() -> None:
    torch.set_num_threads(1)
    print(f"{'batch x hidden':>16}{'PyTorch':>12}{'Tensor':>12}{'autograd':>12}   Tensor / PyTorch   autograd / PyTorch")
    for batch, hidden in tqdm(SIZES, file=sys.stdout, leave=False):
        data = draw(batch, hidden)
        forms = {"pytorch": pytorch(*data), "ours": ours(*data), "hips": hips(*data)}
        gradients = {name: step() for name, step in forms.items()}
        for name in ("ours", "hips"):
            for g, reference in zip(gradients[name], gradients["pytorch"]):
                np.testing.assert_allclose(g, reference, rtol=1e-6, atol=1e-10, err_msg=name)
        times: dict[str, list[float]] = {name: [] for name in forms}
        started = time.perf_counter()
        while time.perf_counter() - started < SECONDS or len(times["ours"]) < 7:
            for name, step in forms.items():
                before = time.perf_counter()
                step()
                times[name].append(time.perf_counter() - before)
        median = {name: statistics.median(seconds) for name, seconds in times.items()}
        row = "".join(f"{median[name] * 1e3:9.2f} ms" for name in ("pytorch", "ours", "hips"))
        ratios = f"{median['ours'] / median['pytorch']:12.2f}{median['hips'] / median['pytorch']:21.2f}"
        tqdm.write(f"{f'{batch} x {hidden}':>16}{row}{ratios}", file=sys.stdout)


if __name__ == "__main__":
    main()
