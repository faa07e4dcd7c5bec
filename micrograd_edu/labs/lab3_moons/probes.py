"""Probes of lab 3: networks with given weights, losses, and what training steps do to parameters."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Unusable, attempt, number, short


class TinyModel:
    """A network with one hidden layer of relus, of the engine's plain operators: something to train that is given.

    Parameters come in the order of all networks of this course: each hidden neuron's weights and bias, then the output
    neuron's.
    """

    def __init__(self, Value: type, weights: list[float], hidden: int) -> None:
        self._parameters = [Value(w) for w in weights]
        self.hidden = hidden

    def parameters(self) -> list[Any]:
        return list(self._parameters)

    def zero_grad(self) -> None:
        for p in self._parameters:
            p.grad = None

    def __call__(self, x: list[float]) -> Any:
        p, size = self._parameters, len(x) + 1
        out = p[-1]
        for i in range(self.hidden):
            neuron = p[i * size : (i + 1) * size]
            activation = neuron[-1]
            for w, xi in zip(neuron, x):
                activation = activation + w * xi
            out = out + p[self.hidden * size + i] * activation.relu()
        return out


def squared_error(model: TinyModel, X: list[list[float]], y: list[float]) -> Any:
    """A loss to train with: the average of (score - target)**2."""
    out = 0
    for x, target in zip(X, y):
        out = out + (model(x) - target) ** 2
    return out * (1 / len(X))


def _parameters(module: Any, what: str) -> list[Any]:
    parameters = module.parameters()
    if parameters is None:
        raise Unusable("returned_none", f"parameters() of {what} returned None; a list of Values was wanted.")
    parameters = list(parameters)
    for p in parameters:
        if not hasattr(p, "data"):
            kind = type(p).__name__
            raise Unusable("lab3_parameters_not_values", f"parameters() of {what} holds a {kind}; Values were wanted.")
    return parameters


def _set(parameters: Any, weights: list[float], what: str) -> list[Any]:
    parameters = list(parameters)
    if len(parameters) != len(weights):
        raise Unusable("lab3_parameter_count", f"{what} has {len(parameters)} parameters; {len(weights)} were expected.")
    for p, w in zip(parameters, weights):
        p.data, p.grad = w, None
    return parameters


def _outputs(out: Any) -> list[Any]:
    return list(out) if isinstance(out, (list, tuple)) else [out]


def _values(parameters: list[Any]) -> list[Any]:
    return [number(p.data) for p in parameters]


def _grads(parameters: list[Any]) -> list[Any]:
    return [number(p.grad) for p in parameters]


def networks(cases: list[dict[str, Any]], *classes: type) -> list[dict[str, Any]]:
    """Build each network, note its fresh weights, set given ones; outputs, and gradients of the sum of all outputs."""
    by_name = {cls.__name__: cls for cls in classes}

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        cls = by_name.get(case["class"], classes[case["index"]])
        module = cls(*case["arguments"], random.Random(case["seed"]), **case["keywords"])
        if not callable(getattr(module, "parameters", None)):
            raise Unusable("lab3_no_parameters", f"{case['text']} has no method parameters().")
        fresh = _values(_parameters(module, case["text"]))
        again = cls(*case["arguments"], random.Random(case["seed"]), **case["keywords"])
        parameters = _set(module.parameters(), case["weights"], case["text"])
        outputs = [module(x) for x in case["X"]]
        if case["class"] == "MLP" and any(isinstance(out, (list, tuple)) and len(out) == 1 for out in outputs):
            raise Unusable("lab3_list_of_one", f"{case['text']} gave a list with one Value; the Value itself was wanted.")
        if case["class"] == "Layer" and not all(isinstance(out, (list, tuple)) for out in outputs):
            kind = type(outputs[0]).__name__
            raise Unusable("lab3_layer_gives_no_list", f"{case['text']} gave a {kind}; a list of Values was wanted.")
        outputs = [each for out in outputs for each in _outputs(out)]
        if not all(hasattr(out, "data") for out in outputs):
            raise Unusable("returned_number", f"{case['text']} gave {short(outputs)}, and Values were wanted.")
        total = outputs[0]
        for out in outputs[1:]:
            total = total + out
        total.backward()
        return {
            "fresh": fresh,
            "repeats": fresh == _values(list(again.parameters())),
            "outputs": [number(out.data) for out in outputs],
            "grads": _grads(parameters),
        }

    return [attempt(ask, case) for case in cases]


def loss(cases: list[dict[str, Any]], Value: type, svm_loss: Callable) -> list[dict[str, Any]]:
    """Loss, accuracy and the gradients that the loss leaves on a given model."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        model = TinyModel(Value, case["weights"], case["hidden"])
        answer = svm_loss(model, case["X"], case["y"], case["alpha"])
        if not isinstance(answer, tuple) or len(answer) != 2:
            hint = "returned_none" if answer is None else "lab3_wants_a_pair"
            raise Unusable(hint, f"svm_loss returned {short(repr(answer))}; a pair (loss, accuracy) was wanted.")
        if not hasattr(answer[0], "backward"):
            raise Unusable("lab3_loss_is_number", f"the loss is {short(repr(answer[0]))}; a Value was wanted.")
        answer[0].backward()
        found = {"loss": number(answer[0].data), "accuracy": number(answer[1]), "grads": _grads(model.parameters())}
        return found

    return [attempt(ask, case) for case in cases]


def steps(cases: list[dict[str, Any]], Value: type, *loops: Callable) -> list[dict[str, Any]]:
    """Let each loop train a given model; the parameters afterwards. Old gradients lie about, as after another step."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        model = TinyModel(Value, case["weights"], case["hidden"])
        for p, grad in zip(model.parameters(), case["stale"]):
            p.grad = grad

        def loss_fn() -> Any:
            return squared_error(model, case["X"], case["y"])

        loop, form = loops[case["loop"]], case["form"]
        found: dict[str, Any] = {}
        if form == "step":
            trail, losses = [], []
            for _ in range(case["steps"]):
                losses.append(number(loop(model, loss_fn, case["lr"])))
                trail.append(_values(model.parameters()))
            found["parameters"], found["losses"] = trail, losses
        elif form == "ticket":
            loop(model, loss_fn, case["lr"], case["steps"])
            found["parameters"] = [_values(model.parameters())]
        else:
            history = loop(model, loss_fn, case["steps"], lambda k: case["lr"] * (1 - k / (2 * case["steps"])))
            if history is None:
                raise Unusable("returned_none", "train returned None; the list of losses was wanted.")
            if not hasattr(history, "__iter__"):
                raise Unusable("lab3_history_length", f"train returned {short(repr(history))}; a list of losses was wanted.")
            found["parameters"] = [_values(model.parameters())]
            found["history"] = [number(x) for x in list(history)[:200]]
        return found

    return [attempt(ask, case) for case in cases]
