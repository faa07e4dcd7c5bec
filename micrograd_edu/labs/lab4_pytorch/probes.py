"""Probes of lab 4: the twin in PyTorch, its gradients, its training, its precision."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Unusable, attempt, number, short


def _torch() -> Any:
    try:
        import torch
    except ImportError:
        message = "PyTorch is not installed here, so this task cannot be checked. Install it with `make torch` (see README)."
        raise Unusable("lab4_no_torch", message) from None
    return torch


def _model(MLP: type, case: dict[str, Any], weights: list[float]) -> Any:
    model = MLP(case["nin"], case["nouts"], random.Random(0))
    for p, w in zip(model.parameters(), weights):
        p.data = w
    return model


def _twin(torch: Any, case: dict[str, Any], weights: list[float]) -> Any:
    """A given network in PyTorch with these weights: Linear and ReLU in turns, float64."""
    rest, layers, nin = iter(weights), [], case["nin"]
    for nout in case["nouts"]:
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        rows = [[next(rest) for _ in range(nin + 1)] for _ in range(nout)]
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([row[:-1] for row in rows], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([row[-1] for row in rows], dtype=torch.float64))
        layers += [linear, torch.nn.ReLU()]
        nin = nout
    return torch.nn.Sequential(*layers[:-1])


def to_torch(cases: list[dict[str, Any]], MLP: type, to_torch: Callable) -> list[dict[str, Any]]:
    """Outputs, their derivatives with respect to inputs and parameters, and the type of the student's twin."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        torch = _torch()
        twin = to_torch(_model(MLP, case, case["weights"]))
        if not isinstance(twin, torch.nn.Module):
            raise Unusable("lab4_not_a_module", f"to_torch returned {short(repr(twin))}; a torch.nn.Module was wanted.")
        parameters = list(twin.parameters())
        dtype = parameters[0].dtype if parameters else torch.float64
        X = torch.tensor(case["X"], dtype=dtype, requires_grad=True)
        out = twin(X)
        out.sum().backward()
        grads = [p.grad for p in parameters if p.grad is not None]
        return {
            "dtype": str(dtype).removeprefix("torch."),
            "outputs": [number(v) for v in out.detach().reshape(-1).tolist()],
            "input_grads": [number(v) for v in X.grad.reshape(-1).tolist()],
            # sorted, because a module of another make may hold its parameters in another order
            "parameters": sorted(v for p in parameters for v in p.detach().reshape(-1).tolist()),
            "grads": sorted(v for g in grads for v in g.reshape(-1).tolist()),
        }

    return [attempt(ask, case) for case in cases]


def compare_gradients(cases: list[dict[str, Any]], MLP: type, compare_gradients: Callable) -> list[dict[str, Any]]:
    """What the student's function says of two networks whose weights, and so whose gradients, differ a little."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        torch = _torch()
        model, twin = _model(MLP, case, case["weights"]), _twin(torch, case, case["twin_weights"])
        outputs = [model(x) for x in case["X"]]
        sum(outputs[1:], outputs[0]).backward()
        twin(torch.tensor(case["X"], dtype=torch.float64)).sum().backward()
        rows = compare_gradients(model, twin)
        if rows is None:
            raise Unusable("returned_none", "compare_gradients returned None; a list of (name, l2, max_abs) was wanted.")
        rows = list(rows)[:50]
        for entry in rows:
            if not isinstance(entry, (tuple, list)) or len(entry) != 3:
                message = f"an entry of the list is {short(repr(entry))}; (name, l2, max_abs) was wanted."
                raise Unusable("lab4_wants_triples", message)
        return {"rows": [[short(name), number(l2), number(max_abs)] for name, l2, max_abs in rows]}

    return [attempt(ask, case) for case in cases]


def train_both(
    cases: dict[str, Any], MLP: type, train_both: Callable, first_difference: Callable
) -> dict[str, list[dict[str, Any]]]:
    """Side-by-side training from equal and from slightly unequal weights, and the student's reading of given rows."""

    def train(case: dict[str, Any]) -> dict[str, Any]:
        torch = _torch()
        model, twin = _model(MLP, case, case["weights"]), _twin(torch, case, case["twin_weights"])
        rows = train_both(model, twin, case["X"], case["y"], case["steps"], case["lr"])
        if rows is None:
            raise Unusable("returned_none", "train_both returned None; a list of rows was wanted.")
        return {"rows": [[number(v) for v in row] for row in list(rows)[:100]]}

    def read(case: dict[str, Any]) -> dict[str, Any]:
        answer = first_difference([tuple(row) for row in case["rows"]], case["tolerance"])
        return {"answer": None if answer is None else number(answer)}

    return {
        "train": [attempt(train, case) for case in cases["train"]],
        "read": [attempt(read, case) for case in cases["read"]],
    }


def dtype_speed(cases: list[dict[str, Any]], measure: Callable) -> list[dict[str, Any]]:
    """The losses that the student's function computes in three ways; its seconds; what it leaves of the twin."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        torch = _torch()
        twin = _twin(torch, case, case["weights"])
        found = measure(twin, case["X"], case["y"])
        if not isinstance(found, dict):
            raise Unusable("lab4_wants_a_dict", f"measure returned {short(repr(found))}; a dict of pairs was wanted.")
        pairs = {key: found.get(key, (None, None)) for key in ("float64", "float32", "one by one")}
        return {
            "loss": {key: number(pair[0]) for key, pair in pairs.items()},
            "seconds": {key: number(pair[1]) for key, pair in pairs.items()},
            "dtype_afterwards": str(next(twin.parameters()).dtype).removeprefix("torch."),
        }

    return [attempt(ask, case) for case in cases]
