"""The checks of lab 3: networks, the loss, one step, many steps, and five broken loops.

Networks get their weights from the challenge and are compared with the package's; loops train a small model that is given,
and the parameters they leave are compared with those of the reference, update by update. What a notebook says of its own
loss or accuracy is not asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks._old_check import Check, check_in_notebook, error_row
from micrograd_edu.checks._old_verdict import Row, Verdict, compare, differs, is_close, row
from micrograd_edu.engine import Value
from micrograd_edu.labs.lab3_moons.probes import TinyModel, squared_error
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP, Layer, Neuron

LAB = "lab3_moons"


def check(task: str, *objects: Any) -> None:
    """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL."""
    check_in_notebook(CHECKS, task, objects)


def _numbers(rng: random.Random, n: int, low: float = 0.2, high: float = 1.3) -> list[float]:
    return [rng.choice([-1, 1]) * round(rng.uniform(low, high), 3) for _ in range(n)]


def _points(rng: random.Random, n: int, inputs: int = 2) -> list[list[float]]:
    return [_numbers(rng, inputs) for _ in range(n)]


# Networks.

REFERENCE = {"Neuron": Neuron, "Layer": Layer, "MLP": MLP}


def _network(
    rng: random.Random, name: str, index: int, arguments: list[Any], inputs: int, **keywords: Any
) -> dict[str, Any]:
    count = len(REFERENCE[name](*arguments, random.Random(0), **keywords).parameters())
    inside = ", ".join([*map(str, arguments), "rng", *(f"{key}={value}" for key, value in keywords.items())])
    return {
        "class": name,
        "index": index,
        "arguments": arguments,
        "keywords": keywords,
        "seed": rng.randrange(1000),
        "weights": _numbers(rng, count),
        "X": _points(rng, 4, inputs),
        "text": f"{name}({inside})",
    }


def _draw_neuron_layer(rng: random.Random) -> list[dict[str, Any]]:
    return [
        _network(rng, "Neuron", 0, [3], 3, nonlin=False),
        _network(rng, "Neuron", 0, [3], 3, nonlin=True),
        _network(rng, "Neuron", 0, [2], 2),
        _network(rng, "Layer", 1, [2, 3], 2, nonlin=False),
        _network(rng, "Layer", 1, [3, 4], 3, nonlin=True),
        _network(rng, "Layer", 1, [3, 1], 3, nonlin=False),
    ]


def _draw_mlp(rng: random.Random) -> list[dict[str, Any]]:
    shapes = [[4, 1], [3, 4, 1], [5, 2]]
    return [_network(rng, "MLP", 0, [inputs, nouts], inputs) for inputs, nouts in zip((2, 3, 2), shapes)]


def _judge_networks(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint = [], None
    wrong: dict[str, bool] = dict.fromkeys(WRONG_NETWORKS, True)
    for case, answer in zip(cases, found, strict=True):
        text = case["text"]
        outputs, grads = _run_network(case, _no_change)
        if "error" in answer:
            failed, its_hint = error_row(text, answer["error"], "outputs")
            rows.append(failed)
            hint = hint or its_hint
            continue
        yours = answer["outputs"]
        if len(yours) != len(outputs):
            rows.append(Row(f"{text}: outputs for {len(case['X'])} inputs", str(len(yours)), str(len(outputs)), False))
            continue
        rows += [row(f"{text}: output {i}", mine, theirs) for i, (mine, theirs) in enumerate(zip(yours, outputs))]
        rows += [
            row(f"{text}: grad of parameter {i}", 0.0 if mine is None else mine, theirs)
            for i, (mine, theirs) in enumerate(zip(answer["grads"], grads, strict=True))
        ]
        biases = [x for p, x in zip(_fresh_biases(case), answer["fresh"], strict=True) if p]
        if any(biases):
            rows.append(Row(f"{text}: fresh biases", str(biases[:4]), "all 0", False))
            elsewhere = sum(x == 0 for x in answer["fresh"]) == len(biases)
            hint = hint or ("lab3_bias_not_last" if elsewhere else "lab3_bias_starts_at_0")
        fresh = [x for x in answer["fresh"] if x]
        if len(set(fresh)) < 2 or not answer["repeats"]:
            what = "from rng, so that the same seed gives the same" if fresh else "not all 0"
            rows.append(Row(f"{text}: fresh weights", str(answer["fresh"][:4]), what, False))
            hint = hint or ("lab3_zero_weights" if not fresh else "lab3_not_from_rng")
        elif answer["fresh"] != (drawn := _fresh(case)):
            rows.append(Row(f"{text}: fresh weights", str(answer["fresh"][:4]), str(drawn[:4]), False))
            hint = hint or "lab3_drawn_otherwise"
        for name, change in WRONG_NETWORKS.items():
            predicted = _run_network(case, change)[0]
            wrong[name] &= len(predicted) == len(yours) and all(map(is_close, yours, predicted))
    if hint is None and not any(g for answer in found for g in answer.get("grads", [1])):
        hint = "lab3_network_leaves_graph"
    if hint is None and differs([r for r in rows if ": output " in r.asked]):
        hint = next((name for name, matches in wrong.items() if matches), None)
    return compare(task, rows, hint)


def _run_network(case: dict[str, Any], change: Callable[[Any], None]) -> tuple[list[float], list[float]]:
    module = REFERENCE[case["class"]](*case["arguments"], random.Random(0), **case["keywords"])
    for p, w in zip(module.parameters(), case["weights"]):
        p.data = w
    change(module)
    outputs = []
    for x in case["X"]:
        out = module(x)
        outputs += out if isinstance(out, list) else [out]
    total = sum(outputs[1:], outputs[0])
    total.backward()
    return [out.data for out in outputs], [p.grad or 0.0 for p in module.parameters()]


def _fresh_biases(case: dict[str, Any]) -> list[bool]:
    """For each parameter whether it is a bias."""
    module = REFERENCE[case["class"]](*case["arguments"], random.Random(0), **case["keywords"])
    biases = [neuron.b for neuron in _neurons(module)]
    return [any(p is b for b in biases) for p in module.parameters()]


def _fresh(case: dict[str, Any]) -> list[float]:
    """The parameters before training: one call of rng.uniform(-1, 1) a weight, in order, and biases of 0."""
    rng = random.Random(case["seed"])
    return [0.0 if is_bias else rng.uniform(-1, 1) for is_bias in _fresh_biases(case)]


def _no_change(module: Any) -> None:
    pass


def _neurons(module: Any) -> list[Neuron]:
    if isinstance(module, Neuron):
        return [module]
    layers = module.layers if isinstance(module, MLP) else [module]
    return [neuron for layer in layers for neuron in layer.neurons]


def _always(nonlin: bool) -> Callable[[Any], None]:
    def change(module: Any) -> None:
        for neuron in _neurons(module):
            neuron.nonlin = nonlin

    return change


def _without_bias(module: Any) -> None:
    for neuron in _neurons(module):
        neuron.b = Value(0.0)


WRONG_NETWORKS: dict[str, Callable[[Any], None]] = {
    "lab3_relu_everywhere": _always(True),
    "lab3_relu_nowhere": _always(False),
    "lab3_no_bias": _without_bias,
}


# The loss.


def _draw_loss(rng: random.Random) -> list[dict[str, Any]]:
    def case(n: int, alpha: float) -> dict[str, Any]:
        hidden = 3
        y = [1, -1, 1, -1, -1, 1][:n]
        rng.shuffle(y)
        weights = _numbers(rng, hidden * 3 + hidden + 1)
        return {"weights": weights, "hidden": hidden, "X": _points(rng, n), "y": y, "alpha": alpha}

    drawn: list[dict[str, Any]] = []
    while len(drawn) < 3:
        new = case(4 + len(drawn), [0.02, 0.3, 0.0][len(drawn)])
        scores = _scores(new)
        margins = [y * s for y, s in zip(new["y"], scores)]
        right = sum(m > 0 for m in margins)
        # both sides of the margin, some right and some wrong, and no point on a kink
        if min(margins) < 0.9 and max(margins) > 1.1 and 0 < right < len(margins) and right * 2 != len(margins):
            if all(abs(m - 1) > 0.02 and abs(m) > 0.02 and abs(m + 1) > 0.02 for m in margins):
                drawn.append(new)
    return drawn


def _scores(case: dict[str, Any]) -> list[float]:
    model = TinyModel(Value, case["weights"], case["hidden"])
    return [model(x).data for x in case["X"]]


def _hinge(model: Any, case: dict[str, Any], **change: Any) -> Value:
    """The loss, or a variant of it that people write."""
    sign, margin, targets = change.get("sign", 1), change.get("margin", 1), change.get("targets", lambda y: y)
    terms = [margin - sign * targets(y) * model(x) for x, y in zip(case["X"], case["y"])]
    terms = terms if change.get("no_relu") else [term.relu() for term in terms]
    terms = [term * term for term in terms] if change.get("squared") else terms
    out = sum(terms[1:], terms[0]) * (1 if change.get("summed") else 1 / len(terms))
    weight = change.get("alpha", lambda alpha: alpha)(case["alpha"]) / len(case.get(change.get("divided_by"), "1"))
    parameters = [p for p in model.parameters()]
    return out + sum((p * p for p in parameters[1:]), parameters[0] * parameters[0]) * weight


WRONG_LOSSES: dict[str, dict[str, Any]] = {
    "lab3_sum_for_mean": {"summed": True},
    "lab3_no_l2": {"alpha": lambda alpha: 0.0},
    "lab3_l2_without_alpha": {"alpha": lambda alpha: 1.0},
    "lab3_l2_halved": {"alpha": lambda alpha: alpha / 2},
    "lab3_no_margin": {"margin": 0},
    "lab3_loss_sign": {"sign": -1},
    "lab3_labels_01": {"targets": lambda y: (y + 1) / 2},
    "lab3_squared_hinge": {"squared": True},
    "lab3_no_hinge": {"no_relu": True},
    "lab3_alpha_fixed": {"alpha": lambda alpha: 1e-4},
    "lab3_penalty_in_mean": {"divided_by": "X"},
    "lab3_l2_mean": {"divided_by": "weights"},
    "lab3_no_labels": {"targets": lambda y: 1},
}


def _judge_loss(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint = [], None
    fits = dict.fromkeys(WRONG_LOSSES, True)
    for i, (case, answer) in enumerate(zip(cases, found, strict=True), 1):
        model = TinyModel(Value, case["weights"], case["hidden"])
        expected = max_margin_loss([model(x) for x in case["X"]], case["y"]) + l2_penalty(model.parameters(), case["alpha"])
        expected.backward()
        asked = f"batch {i} of {len(case['X'])}, alpha={case['alpha']}"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], f"{expected.data:.6g}")
            rows.append(failed)
            hint = hint or its_hint
            continue
        scores = _scores(case)
        accuracy = sum((s > 0) == (y > 0) for s, y in zip(scores, case["y"])) / len(scores)
        rows.append(row(f"{asked}: loss", answer["loss"], expected.data))
        rows.append(row(f"{asked}: accuracy", answer["accuracy"], accuracy))
        grads = [p.grad or 0.0 for p in model.parameters()]
        yours = [0.0 if g is None else g for g in answer["grads"]]
        rows += [row(f"{asked}: grad of parameter {j}", g, e) for j, (g, e) in enumerate(zip(yours, grads, strict=True))]
        if is_close(answer["loss"], expected.data) and not any(yours):
            hint = hint or "lab3_loss_leaves_graph"
        elif is_close(answer["loss"], expected.data) and case["alpha"] and _is_penalty_missing(model, case, yours, grads):
            hint = hint or "lab3_penalty_leaves_graph"
        elif is_close(answer["loss"], expected.data) and hint is None and not rows[-len(grads) - 1].ok:
            hint = "lab3_accuracy_sign" if is_close(answer["accuracy"], 1 - accuracy) else "lab3_accuracy"
        for name, change in WRONG_LOSSES.items():
            fits[name] &= is_close(answer["loss"], _hinge(model, case, **change).data)
    if hint is None and differs(rows):
        hint = next((name for name, matches in fits.items() if matches), None)
    return compare(task, rows, hint)


def _is_penalty_missing(model: Any, case: dict[str, Any], yours: list[Any], grads: list[float]) -> bool:
    """Whether just the part of the gradients that comes from the penalty, 2 alpha p, is not there."""
    parts = [2 * case["alpha"] * p.data for p in model.parameters()]
    return all(is_close(g, right - part) for g, right, part in zip(yours, grads, parts))


# Steps: what a loop does to the parameters of a given model.


def _step_case(rng: random.Random, form: str, loop: int = 0, steps: int = 3, n: int = 5, hidden: int = 3) -> dict[str, Any]:
    while True:
        weights = _numbers(rng, hidden * 3 + hidden + 1)
        case = {
            "form": form,
            "loop": loop,
            "steps": steps,
            "lr": round(rng.uniform(0.05, 0.15), 3),
            "hidden": hidden,
            "weights": weights,
            "stale": _numbers(rng, len(weights), 2, 4),
            "X": _points(rng, n),
            "y": [rng.choice([-1, 1]) for _ in range(n)],
        }
        model = TinyModel(Value, weights, hidden)
        squared_error(model, case["X"], case["y"]).backward()
        if all(p.grad for p in model.parameters()):  # no neuron is closed for all points: each parameter has to move
            return case


def _draw_sgd(rng: random.Random) -> list[dict[str, Any]]:
    return [_step_case(rng, "step") for _ in range(2)]


def _draw_tickets(rng: random.Random) -> list[dict[str, Any]]:
    return [_step_case(rng, "ticket", loop=i) for i in range(5)]


def _draw_train(rng: random.Random) -> list[dict[str, Any]]:
    moons = _step_case(rng, "train", steps=40, n=30, hidden=6)
    moons["X"], moons["y"] = _draw_moons(rng, 30)
    moons["lr"] = 0.1
    return [_step_case(rng, "train"), _step_case(rng, "train"), moons]


def _draw_moons(rng: random.Random, n: int) -> tuple[list[list[float]], list[int]]:
    """Two half circles, drawn here because this module needs the standard library alone."""
    import math

    X, y = [], []
    for i in range(n):
        angle, label = math.pi * rng.random(), i % 2
        x = (math.cos(angle), math.sin(angle)) if label else (1 - math.cos(angle), 0.5 - math.sin(angle))
        X.append([round(c + rng.gauss(0, 0.1), 3) for c in x])
        y.append(2 * label - 1)
    return X, y


def _trail(case: dict[str, Any], flaw: str = "") -> tuple[list[list[float]], list[float]]:
    """Parameters after each step, and the losses, of a loop that is right or has one flaw."""
    model = TinyModel(Value, case["weights"], case["hidden"])
    parameters = model.parameters()
    for p, grad in zip(parameters, case["stale"]):
        p.grad = grad
    trail, losses = [], []
    first = None
    for k in range(case["steps"]):
        lr = case["lr"]
        if case["form"] == "train" and flaw != "lab3_constant_lr":
            lr *= 1 - (k + (flaw == "lab3_lr_shifted")) / (2 * case["steps"])
        if flaw == "lab3_no_lr":
            lr = 1.0
        if flaw == "lab3_step_first":
            _move(parameters, lr)
        emptied = {"lab3_no_zero_grad": False, "lab3_zero_once": k == 0, "lab3_zeroed_at_end": k > 0}
        if emptied.get(flaw, True):
            model.zero_grad()
        if flaw != "lab3_stale_graph" or first is None:
            first = squared_error(model, case["X"], case["y"])
        first.backward()
        losses.append(first.data)
        moved = parameters[:-1] if flaw == "lab3_left_out" else parameters
        if flaw == "lab3_replaces":
            for p in parameters:
                p.data = 0.0
        if flaw not in ("lab3_rebinds", "lab3_step_first"):
            _move(moved, -lr if flaw == "lab3_ascends" else lr)
        trail.append([p.data for p in parameters])
    return trail, losses


def _move(parameters: list[Value], lr: float) -> None:
    for p in parameters:
        p.data -= lr * p.grad


FLAWS = (
    "lab3_rebinds",
    "lab3_ascends",
    "lab3_zero_once",
    "lab3_no_zero_grad",
    "lab3_step_first",
    "lab3_stale_graph",
    "lab3_left_out",
    "lab3_constant_lr",
    "lab3_lr_shifted",
    "lab3_zeroed_at_end",
    "lab3_no_lr",
    "lab3_replaces",
)


def _judge_steps(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hints, flaws, told = [], [], [], None
    for i, (case, answer) in enumerate(zip(cases, found, strict=True), 1):
        name = f"ticket {i}" if case["form"] == "ticket" else f"run {i}"
        trail, losses = _trail(case)
        if "error" in answer:
            failed, its_hint = error_row(name, answer["error"], "parameters")
            rows.append(failed)
            hints.append(its_hint)
            continue
        if case["steps"] > 10:
            rows += _judge_training(name, case, answer)
            continue
        wanted = trail if case["form"] == "step" else trail[-1:]
        wrong_before = sum(not r.ok for r in rows)
        for k, (yours, theirs) in enumerate(zip(answer["parameters"], wanted, strict=True), 1):
            when = f"after step {k}" if case["form"] == "step" else f"after {case['steps']} steps"
            rows += [
                row(f"{name}, {when}: parameter {j}", mine, right)
                for j, (mine, right) in enumerate(zip(yours, theirs, strict=True))
            ]
        if sum(not r.ok for r in rows) > wrong_before:
            flaws.append(_flaws_of(case, answer))
        if "losses" in answer:
            pairs = enumerate(zip(answer["losses"], losses, strict=True), 1)
            rows += [row(f"{name}, step {k}: the loss returned", mine, right) for k, (mine, right) in pairs]
            told = told or _name_losses(answer["losses"], losses)
        if "history" in answer:
            yours = answer["history"]
            if len(yours) != len(losses):
                rows.append(Row(f"{name}: losses in the history", str(len(yours)), str(len(losses)), False))
                told = told or "lab3_history_length"
            else:
                pairs = enumerate(zip(yours, losses))
                rows += [row(f"{name}: loss {k} of the history", mine, right) for k, (mine, right) in pairs]
                told = told or _name_losses(yours, losses)
    if flaws:
        # five tickets may have five bugs: the first is told; one loop has to have the same bug in every run
        fitting = (
            flaws[0] if cases[0]["form"] == "ticket" else [flaw for flaw in FLAWS if all(flaw in each for each in flaws)]
        )
        hints += fitting
    hints.append(told)  # what is wrong with the parameters comes first
    return compare(task, rows, next((hint for hint in hints if hint), None))


def _name_losses(yours: list[Any], losses: list[float]) -> str | None:
    """The misconception behind losses that are told wrongly."""
    if any(isinstance(loss, str) and "(a Value" in loss for loss in yours):
        return "lab3_loss_as_value"
    if len(losses) > 1 and all(map(is_close, yours, losses[1:])):
        return "lab3_loss_after_the_move"
    return None


def _flaws_of(case: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """The flaws that leave just these parameters."""
    fitting = []
    for flaw in FLAWS:
        trail, _ = _trail(case, flaw)
        wanted = trail if case["form"] == "step" else trail[-1:]
        pairs = [pair for yours, theirs in zip(answer["parameters"], wanted) for pair in zip(yours, theirs)]
        if all(is_close(mine, theirs) for mine, theirs in pairs):
            fitting.append(flaw)
    return fitting


def _judge_training(name: str, case: dict[str, Any], answer: dict[str, Any]) -> list[Row]:
    """Accuracy on points that the notebook never saw, computed here from the weights that came back."""
    X, y = _draw_moons(random.Random(sum(map(abs, case["weights"]))), 200)
    weights = answer["parameters"][0]
    if not all(type(w) in (int, float) for w in weights) or len(weights) != len(case["weights"]):
        return [Row(f"{name}: weights after training", "not all numbers", "numbers", False)]
    reference, yours = _accuracy(_trail(case)[0][-1], case, X, y), _accuracy(weights, case, X, y)
    asked = f"{name}: held-out accuracy after {case['steps']} steps"
    return [Row(asked, f"{yours:.3f}", f"{reference - 0.05:.3f} or more", yours >= reference - 0.05)]


def _accuracy(weights: list[float], case: dict[str, Any], X: list[list[float]], y: list[int]) -> float:
    model = TinyModel(Value, weights, case["hidden"])
    return sum((model(x).data > 0) == (target > 0) for x, target in zip(X, y)) / len(X)


TICKETS = tuple(f"ticket_{i}" for i in range(1, 6))
CHECKS = {
    check.task: check
    for check in (
        Check(LAB, "neuron_layer", ("Neuron", "Layer"), "lab3_moons.networks", _draw_neuron_layer, _judge_networks),
        Check(LAB, "mlp", ("MLP",), "lab3_moons.networks", _draw_mlp, _judge_networks),
        Check(LAB, "loss", ("Value", "svm_loss"), "lab3_moons.loss", _draw_loss, _judge_loss),
        Check(LAB, "sgd", ("Value", "sgd_step"), "lab3_moons.steps", _draw_sgd, _judge_steps),
        Check(LAB, "train", ("Value", "train"), "lab3_moons.steps", _draw_train, _judge_steps),
        Check(LAB, "tickets", ("Value", *TICKETS), "lab3_moons.steps", _draw_tickets, _judge_steps),
    )
}
