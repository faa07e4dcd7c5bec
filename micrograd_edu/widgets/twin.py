"""`TwinDiff`: the same network in this engine and in PyTorch, parameter by parameter."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from micrograd_edu.plot import plot_svg
from micrograd_edu.widgets.view import View, html_table, number

ALPHA = 1e-4  # weight of the L2 penalty, as in lab 4
PARTED = 1e-12  # a difference above this is more than rounding of a float64's last digits


class TwinDiff(View):
    """Train a network twice, here and in PyTorch, and compare every parameter's value and gradient at every step.

    Both start from the same weights and take the same full-batch steps of gradient descent on the max-margin loss with L2
    penalty. PyTorch's side is trained in float64 and once more in float32; the view switches between the two. Steps count
    from 0; a step's gradients are those that it moves along, its values those after the move.

    Parameters
    ----------
    model : MLP
        This engine's network. A copy is trained.
    to_torch : callable
        Makes the twin: your own `to_torch(model)` of lab 4, which returns a `torch.nn.Module` in float64.
    X, y : list of n [float, float], list of n int
        Points and labels, -1 or 1.
    steps : int
        How many steps to take.
    lr : float
        Learning rate.

    Attributes
    ----------
    precision, compare, parameter, step
        What is shown now ("float64" or "float32", "value" or "grad", the place in the list of parameters, the step): traits
        that the view follows.

    Raises
    ------
    ValueError
        If the twin's parameters do not have the model's shapes.
    """

    script = "twin"
    title = "Twins: this engine and PyTorch"

    precision = traitlets.Enum(["float64", "float32"], "float64").tag(sync=True)
    compare = traitlets.Enum(["value", "grad"], "value").tag(sync=True)
    parameter = traitlets.Int(0, min=0).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        model: Any,
        to_torch: Callable[[Any], Any],
        X: Sequence[Any],
        y: Sequence[int],
        steps: int = 20,
        lr: float = 0.5,
    ) -> None:
        names, places, ours = _train_ours(copy.deepcopy(model), X, y, steps, lr)
        runs = {}
        for precision in ("float64", "float32"):
            twin = to_torch(copy.deepcopy(model))
            theirs = _train_theirs(twin.double() if precision == "float64" else twin.float(), X, y, steps, lr, precision)
            shapes = [len(parameter) for parameter in ours[0]["value"]], [len(parameter) for parameter in theirs[0]["value"]]
            if shapes[0] != shapes[1]:
                raise ValueError(
                    f"the model's parameters have {shapes[0]} numbers, the twin's {shapes[1]}: are they the same network?"
                )
            runs[precision] = [_compare(a, b) for a, b in zip(ours, theirs)]
        self._show(
            {
                "title": self.title,
                "names": names,
                "places": [[list(place) for place in names_of] for names_of in places],
                "ours": [{"value": _rounded(frame["value"]), "grad": _rounded(frame["grad"])} for frame in ours],
                "runs": runs,
                "parted": {precision: _first_parted(frames) for precision, frames in runs.items()},
                "tolerance": PARTED,
            }
        )

    @classmethod
    def recorded(cls, facts: dict[str, Any]) -> TwinDiff:
        """The view of a run that was kept, `TwinDiff(...).facts`: it needs no PyTorch."""
        view = cls.__new__(cls)
        view._show(facts)
        return view

    def _show(self, facts: dict[str, Any]) -> None:
        self.names, self.runs, self.last = facts["names"], facts["runs"], len(facts["ours"]) - 1
        super().__init__(facts)

    def first_parted(self, precision: str) -> int | None:
        """The first step, from 0, at which a value or gradient differs by more than `PARTED`; None if none does."""
        return _first_parted(self.runs[precision])

    def pictures(self) -> list[tuple[str, str]]:
        curves, said = {}, []
        for precision, frames in self.runs.items():
            curves[precision] = [(k, frame["largest_value"]) for k, frame in enumerate(frames)]
            first, last = frames[0]["largest_grad"], frames[-1]["largest_value"]
            said.append(f"{precision}: gradients {number(first)} at first, values {number(last)} at the end")
        sentence = "The largest difference between this engine and PyTorch. " + "; ".join(said) + "."
        steps = len(self.runs["float64"])
        return [
            (
                f"Step {k} of {steps - 1}. {sentence}",
                plot_svg(curves, curves["float64"][k], "step", "largest difference of a value", log_y=True),
            )
            for k in dict.fromkeys([0, steps // 2, steps - 1])
        ]

    def table(self) -> str:
        rows = []
        for step in dict.fromkeys([0, len(self.runs["float64"]) // 2, len(self.runs["float64"]) - 1]):
            for k, name in enumerate(self.names):
                cells = [
                    number(self.runs[precision][step][what][k]) for what in ("value", "grad") for precision in self.runs
                ]
                rows.append((str(step), name, *cells))
        head = ["step", "parameter", "value, float64", "value, float32", "gradient, float64", "gradient, float32"]
        return html_table("Largest difference in each parameter", head, rows)


Frame = dict[str, list[list[float]]]
Places = list[tuple[int, ...]]  # of a parameter's numbers, as PyTorch counts them: (neuron, input), or (neuron,) for a bias


def _train_ours(
    model: Any, X: Sequence[Any], y: Sequence[int], steps: int, lr: float
) -> tuple[list[str], list[Places], list[Frame]]:
    from micrograd_edu.losses import l2_penalty, max_margin_loss

    groups, names = [], []
    places: list[Places] = []
    for i, layer in enumerate(model.layers):
        groups += [[w for neuron in layer.neurons for w in neuron.w], [neuron.b for neuron in layer.neurons]]
        names += [f"layer {i + 1} weight", f"layer {i + 1} bias"]
        places += [
            [(n, m) for n, neuron in enumerate(layer.neurons) for m in range(len(neuron.w))],
            [(n,) for n in range(len(layer.neurons))],
        ]
    frames = []
    for _ in range(steps):
        model.zero_grad()
        (max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), ALPHA)).backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        frames.append(
            {"value": [[p.data for p in group] for group in groups], "grad": [[p.grad for p in group] for group in groups]}
        )
    return names, places, frames


def _train_theirs(twin: Any, X: Sequence[Any], y: Sequence[int], steps: int, lr: float, precision: str) -> list[Frame]:
    import torch

    inputs, labels = (torch.tensor(numbers, dtype=getattr(torch, precision)) for numbers in (X, y))
    parameters = list(twin.parameters())
    frames = []
    for _ in range(steps):
        twin.zero_grad()
        loss = torch.relu(1 - labels * twin(inputs).squeeze(1)).mean() + ALPHA * sum((p * p).sum() for p in parameters)
        loss.backward()
        with torch.no_grad():
            for p in parameters:
                p -= lr * p.grad
        value = [p.detach().double().flatten().tolist() for p in parameters]
        frames.append({"value": value, "grad": [p.grad.double().flatten().tolist() for p in parameters]})
    return frames


def _compare(ours: Frame, theirs: Frame) -> dict[str, Any]:
    """Differences (theirs minus ours): the largest of each parameter, of all, and every one for the table in the view."""
    every = {what: [[b - a for a, b in zip(x, y)] for x, y in zip(ours[what], theirs[what])] for what in ("value", "grad")}
    largest = {what: [max(map(abs, numbers)) for numbers in parameters] for what, parameters in every.items()}
    return {
        **largest,
        "largest_value": max(largest["value"]),
        "largest_grad": max(largest["grad"]),
        "value_differences": _rounded(every["value"]),
        "grad_differences": _rounded(every["grad"]),
    }


def _first_parted(frames: list[dict[str, Any]]) -> int | None:
    apart = (step for step, frame in enumerate(frames) if max(frame["largest_value"], frame["largest_grad"]) > PARTED)
    return next(apart, None)


def _rounded(parameters: list[list[float]]) -> list[list[float]]:
    """As many digits as the view shows: a tenth of the bytes."""
    return [[float(f"{x:.4g}") for x in numbers] for numbers in parameters]
