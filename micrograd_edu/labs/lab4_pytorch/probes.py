"""Probes of lab 4: the twin in PyTorch, its gradients, its training, its precision."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Answer, NotChecked, Question, Unusable, given, got, number, short

RETURN = "Does every way through your function end in a return?"
LOOK_AT_THE_END = "What does the last line of your function return, and what does the task ask for?"


def _torch() -> Any:
    try:
        import torch
    except ImportError:
        raise NotChecked("PyTorch is not installed here. Install it with `make torch` (see README).") from None
    return torch


def _model(MLP: type, question: Question, weights: list[float]) -> Any:
    model = MLP(question["nin"], question["nouts"], random.Random(0))
    for p, w in zip(model.parameters(), weights):
        p.data = w
    return model


def _twin(torch: Any, question: Question, weights: list[float]) -> Any:
    """A given network in PyTorch with these weights: Linear and ReLU in turns, float64."""
    rest, layers, nin = iter(weights), [], question["nin"]
    for nout in question["nouts"]:
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        rows = [[next(rest) for _ in range(nin + 1)] for _ in range(nout)]
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([row[:-1] for row in rows], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([row[-1] for row in rows], dtype=torch.float64))
        layers += [linear, torch.nn.ReLU()]
        nin = nout
    return torch.nn.Sequential(*layers[:-1])


def to_torch(question: Question, MLP: type, to_torch: Callable[..., Any]) -> Answer:
    """Outputs, their derivatives by inputs and by parameters, and the type of the student's twin."""
    torch = _torch()
    model = _model(MLP, question, question["weights"])
    given("the model's parameters", model.parameters())
    twin = to_torch(model)
    if not isinstance(twin, torch.nn.Module):
        kind = "None" if twin is None else f"a {type(twin).__name__}"
        raise Unusable(
            RETURN if twin is None else LOOK_AT_THE_END, f"`to_torch` returned {kind}; a torch.nn.Module was wanted."
        )
    parameters = got("the parameters of the twin", list(twin.parameters()))
    dtype = parameters[0].dtype if parameters else torch.float64
    X = torch.tensor(question["X"], dtype=dtype, requires_grad=True)
    out = twin(X)
    out.sum().backward()
    grads = [p.grad for p in parameters if p.grad is not None]
    return {
        "type": str(dtype).removeprefix("torch."),
        "outputs": out.detach().tolist(),
        "input grads": X.grad.tolist(),
        "parameters": sum(p.numel() for p in parameters),
        "trained": sum(g.numel() for g in grads),
        # sorted, because a module of another make may hold its parameters in another order
        "numbers": sorted(v for p in parameters for v in p.detach().reshape(-1).tolist()),
        "grads": sorted(v for g in grads for v in g.reshape(-1).tolist()),
    }


def compare_gradients(question: Question, MLP: type, compare_gradients: Callable[..., Any]) -> Answer:
    """What the student's function says of two networks with given gradients."""
    torch = _torch()
    model, twin = _model(MLP, question, question["weights"]), _twin(torch, question, question["twin_weights"])
    for p, grad in zip(model.parameters(), question["ours"]):
        p.grad = grad
    for p, q in zip(twin.parameters(), _twin(torch, question, question["theirs"]).parameters()):
        p.grad = q.detach()
    given("a gradient of the twin", [p.grad for p in twin.parameters()])
    given("the twin", list(twin.parameters()))
    rows = compare_gradients(model, twin)
    if not isinstance(rows, (list, tuple)):
        kind = "None" if rows is None else f"a {type(rows).__name__}"
        raise Unusable(
            RETURN if rows is None else LOOK_AT_THE_END, f"`compare_gradients` returned {kind}; a list was wanted."
        )
    answer: Answer = {"rows": len(rows)}
    for i, entry in enumerate(rows[:50]):
        if not isinstance(entry, (tuple, list)) or len(entry) != 3:
            ask = "What does one entry of your list look like when you print it?"
            raise Unusable(ask, f"An entry of the list is {short(repr(entry))}; (name, l2, max_abs) was wanted.")
        answer |= {f"name {i}": short(entry[0]), f"l2 {i}": number(entry[1]), f"largest {i}": number(entry[2])}
    return answer


def train_both(
    question: Question, MLP: type, train_both: Callable[..., Any], first_difference: Callable[..., Any]
) -> Answer:
    """Rows of training side by side, or the student's reading of given rows."""
    if "tolerance" in question:
        rows = given("the rows", [tuple(row) for row in question["rows"]])
        step = first_difference(rows, question["tolerance"])
        return {"step": None if step is None else number(step)}
    torch = _torch()
    model, twin = _model(MLP, question, question["weights"]), _twin(torch, question, question["twin_weights"])
    X, y = given("X", question["X"]), given("y", question["y"])
    rows = train_both(model, twin, X, y, question["steps"], question["lr"])
    if not isinstance(rows, (list, tuple)):
        kind = "None" if rows is None else f"a {type(rows).__name__}"
        raise Unusable(RETURN if rows is None else LOOK_AT_THE_END, f"`train_both` returned {kind}; a list was wanted.")
    answer: Answer = {"rows": len(rows)}
    for k, row in enumerate(rows[:100]):
        if not isinstance(row, (tuple, list)) or len(row) != 4:
            ask = "What does one row of your list look like when you print it?"
            raise Unusable(ask, f"A row is {short(repr(row))}; (step, our_loss, torch_loss, largest) was wanted.")
        answer |= {f"{name} {k}": number(v) for name, v in zip(("step", "ours", "theirs", "largest"), row)}
    return answer


WAYS = ("float64", "float32", "one by one")


def dtype_speed(question: Question, measure: Callable[..., Any]) -> Answer:
    """The losses that the student's function computes in three ways, and its seconds."""
    torch = _torch()
    twin = _twin(torch, question, question["weights"])
    given("the twin", list(twin.parameters()))
    alone: list[Any] = []  # points that the twin was given one at a time
    twin.register_forward_hook(
        lambda module, inputs, out: alone.append(0) if inputs[0].numel() == question["nin"] and module is twin else None
    )
    X, y = given("X", question["X"]), given("y", question["y"])
    found = measure(twin, X, y)
    if not isinstance(found, dict):
        kind = "None" if found is None else f"a {type(found).__name__}"
        raise Unusable(RETURN if found is None else LOOK_AT_THE_END, f"`measure` returned {kind}; a dict was wanted.")
    for way in WAYS:
        if way not in found:
            ask = "What are the three names in the text of the task?"
            raise Unusable(ask, f'The dict has no "{way}": its names are {short(", ".join(map(repr, found)))}.')
        if not isinstance(found[way], (tuple, list)) or len(found[way]) != 2:
            raise Unusable(LOOK_AT_THE_END, f'Under "{way}" stands {short(repr(found[way]))}; (loss, seconds) was wanted.')
    answer = {f"{what} {way}": number(found[way][i]) for i, what in enumerate(("loss", "seconds")) for way in WAYS}
    return answer | {"points alone": len(alone)}
