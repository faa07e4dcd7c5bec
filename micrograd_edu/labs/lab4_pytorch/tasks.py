"""The checks of lab 4: the same network in PyTorch, compared number by number.

The judge's own numbers come from the scalar engine alone, so it works with or without PyTorch; the probe needs it.
"""

from __future__ import annotations

import json
import math
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from micrograd_edu.checks._old_check import Check, check_in_notebook, error_row
from micrograd_edu.checks._old_verdict import Row, Verdict, compare, differs, is_close, row, show
from micrograd_edu.engine import Value
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP

LAB = "lab4_pytorch"
ALPHA = 1e-4


def check(task: str, *objects: Any) -> None:
    """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL."""
    check_in_notebook(CHECKS, task, objects)


def recorded() -> dict[str, Any]:
    """Numbers of this lab recorded with PyTorch, for readers who do not have it. Made by course/record_lab4.py."""
    return json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))


def _numbers(rng: random.Random, n: int) -> list[float]:
    return [rng.choice([-1, 1]) * round(rng.uniform(0.2, 1.3), 3) for _ in range(n)]


def _network(rng: random.Random, nin: int, nouts: list[int], n: int) -> dict[str, Any]:
    """A network, weights, and points at which each parameter has a gradient and no relu is near its kink."""
    count = len(MLP(nin, nouts, random.Random(0)).parameters())
    while True:
        case = {"nin": nin, "nouts": nouts, "weights": _numbers(rng, count), "X": [_numbers(rng, nin) for _ in range(n)]}
        model = build(case, case["weights"])
        _sum_of_outputs(model, case["X"]).backward()
        if all(p.grad for p in model.parameters()):
            return case


def build(case: dict[str, Any], weights: list[float]) -> MLP:
    """The package's network with these weights."""
    model = MLP(case["nin"], case["nouts"], random.Random(0))
    for p, w in zip(model.parameters(), weights):
        p.data = w
    return model


def _sum_of_outputs(model: Callable, X: list[Any]) -> Value:
    outputs = []
    for x in X:
        out = model(x)
        outputs += out if isinstance(out, list) else [out]
    return sum(outputs[1:], outputs[0])


# The twin.


def _draw_to_torch(rng: random.Random) -> list[dict[str, Any]]:
    # square layers too: there, transposed weights raise no error
    return [_network(rng, 3, [3, 1], 5), _network(rng, 2, [4, 3, 1], 6), _network(rng, 2, [2, 2], 4)]


def _twin_numbers(case: dict[str, Any], variant: str = "") -> dict[str, list[float]]:
    weights = list(case["weights"])
    if variant == "lab4_transposed":
        weights = _transposed(case)
    model = build(case, weights)
    if variant == "lab4_bias_lost":
        for layer in model.layers:
            for neuron in layer.neurons:
                neuron.b.data = 0.0
    for i, layer in enumerate(model.layers):
        for neuron in layer.neurons:
            neuron.nonlin = {"lab4_relu_last": True, "lab4_no_relu": False}.get(variant, i < len(model.layers) - 1)
    X = [[Value(v) for v in x] for x in case["X"]]
    outputs = []
    for x in X:
        out = model(x)
        outputs += out if isinstance(out, list) else [out]
    sum(outputs[1:], outputs[0]).backward()
    return {
        "outputs": [out.data for out in outputs],
        "input_grads": [v.grad or 0.0 for x in X for v in x],
        "parameters": sorted(p.data for p in model.parameters()),
        "grads": sorted(p.grad or 0.0 for p in model.parameters()),
    }


def _transposed(case: dict[str, Any]) -> list[float]:
    """The weights as they come out when square matrices are copied the wrong way round."""
    weights, rest, nin = [], iter(case["weights"]), case["nin"]
    for nout in case["nouts"]:
        rows = [[next(rest) for _ in range(nin + 1)] for _ in range(nout)]
        for i in range(nout):
            weights += [rows[j][i] for j in range(nin)] if nin == nout else rows[i][:-1]
            weights.append(rows[i][-1])
        nin = nout
    return weights


TWIN_VARIANTS = ("lab4_transposed", "lab4_relu_last", "lab4_no_relu", "lab4_bias_lost")


def _are_only_weights_there(case: dict[str, Any], parameters: list[Any]) -> bool:
    """Whether the weights have been copied into the twin, and the biases not."""
    model = build(case, case["weights"])
    neurons = [neuron for layer in model.layers for neuron in layer.neurons]

    def found(p: Value) -> bool:
        return any(is_close(mine, p.data) for mine in parameters)

    return all(found(w) for neuron in neurons for w in neuron.w) and not all(found(neuron.b) for neuron in neurons)


def _are_nearly(yours: list[Any], right: list[float]) -> bool:
    """Whether numbers agree as far as float32 goes."""
    return len(yours) == len(right) and all(
        type(mine) is float and abs(mine - theirs) <= 1e-5 * max(1.0, abs(theirs)) for mine, theirs in zip(yours, right)
    )


def _judge_to_torch(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint, fits = [], None, dict.fromkeys((*TWIN_VARIANTS, "lab4_bias_not_ours", "lab4_seven_digits"), True)
    for case, answer in zip(cases, found, strict=True):
        asked = f"to_torch(MLP({case['nin']}, {case['nouts']}, rng))"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], "a module")
            rows.append(failed)
            hint = hint or its_hint
            continue
        if answer["dtype"] != "float64":
            rows.append(Row(f"{asked}: type of the parameters", answer["dtype"], "float64", False))
            hint = hint or "lab4_float32"
        fits["lab4_bias_not_ours"] &= _are_only_weights_there(case, answer["parameters"])
        for what, expected in _twin_numbers(case).items():
            yours = answer[what]
            fits["lab4_seven_digits"] &= _are_nearly(yours, expected)
            if len(yours) != len(expected):
                rows.append(Row(f"{asked}: number of {what}", str(len(yours)), str(len(expected)), False))
            else:
                rows += [row(f"{asked}: {what} {i}", mine, right) for i, (mine, right) in enumerate(zip(yours, expected))]
        for variant in TWIN_VARIANTS:
            predicted = _twin_numbers(case, variant)["outputs"]
            fits[variant] &= len(predicted) == len(answer["outputs"]) and all(map(is_close, answer["outputs"], predicted))
    if hint is None and differs(rows):
        hint = next((variant for variant, matches in fits.items() if matches), None)
    return compare(task, rows, hint)


# Gradients, parameter by parameter.


def _draw_compare(rng: random.Random) -> list[dict[str, Any]]:
    cases = [_network(rng, 2, [3, 1], 5), _network(rng, 3, [3, 2, 1], 6)]
    cases[1]["weights"][3] = -50.0  # the bias of the first neuron: closed everywhere, so its gradients are 0, on both sides
    for case in cases:
        case["twin_weights"] = [w + rng.choice([-1, 1]) * rng.uniform(0.01, 0.03) for w in case["weights"]]
    return cases


def _gradients(case: dict[str, Any], weights: list[float]) -> list[list[float]]:
    """Gradients of each parameter of the PyTorch twin, in its order: first layer's weight, its bias, and so on."""
    model = build(case, weights)
    _sum_of_outputs(model, case["X"]).backward()
    grads = []
    for layer in model.layers:
        grads.append([w.grad or 0.0 for neuron in layer.neurons for w in neuron.w])
        grads.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    return grads


# what people return for the two numbers, given the differences
WRONG_DISTANCES: dict[str, Callable[[list[float]], tuple[float, float]]] = {
    "lab4_l2_without_root": lambda d: (sum(x * x for x in d), max(map(abs, d))),
    "lab4_mean_square": lambda d: (math.sqrt(sum(x * x for x in d) / len(d)), max(map(abs, d))),
    "lab4_max_without_abs": lambda d: (math.sqrt(sum(x * x for x in d)), max(d)),
    "lab4_swapped": lambda d: (max(map(abs, d)), math.sqrt(sum(x * x for x in d))),
    "lab4_abs_sum": lambda d: (sum(map(abs, d)), max(map(abs, d))),
}


def _judge_compare(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint = [], None
    fits = dict.fromkeys([*WRONG_DISTANCES, "lab4_compares_data", "lab4_seven_digits"], True)
    for case, answer in zip(cases, found, strict=True):
        ours, theirs = _gradients(case, case["weights"]), _gradients(case, case["twin_weights"])
        differences = [[a - b for a, b in zip(x, y)] for x, y in zip(ours, theirs)]
        if "error" in answer:
            failed, its_hint = error_row("compare_gradients", answer["error"], f"{len(differences)} rows")
            rows.append(failed)
            hint = hint or its_hint
            continue
        yours = answer["rows"]
        if len(yours) != len(differences):
            rows.append(
                Row("compare_gradients: rows, one a parameter of the twin", str(len(yours)), str(len(differences)), False)
            )
            hint = hint or "lab4_rows_missing"
            continue
        data = [[a - b for a, b in zip(x, y)] for x, y in zip(_data(case, "weights"), _data(case, "twin_weights"))]
        for (name, l2, largest), d, e in zip(yours, differences, data):
            fits["lab4_seven_digits"] &= _are_nearly([l2, largest], [math.sqrt(sum(x * x for x in d)), max(map(abs, d))])
            rows.append(row(f"{name}: L2 of the difference", l2, math.sqrt(sum(x * x for x in d))))
            rows.append(row(f"{name}: largest absolute difference", largest, max(map(abs, d))))
            for wrong, distance in WRONG_DISTANCES.items():
                # the difference may be taken either way round
                ways = (d, [-x for x in d])
                fits[wrong] &= any(all(map(is_close, (l2, largest), distance(way))) for way in ways)
            fits["lab4_compares_data"] &= all(
                map(is_close, (l2, largest), (math.sqrt(sum(x * x for x in e)), max(map(abs, e))))
            )
    if hint is None and differs(rows):
        hint = next((name for name, matches in fits.items() if matches), None)
    return compare(task, rows, hint)


def _data(case: dict[str, Any], which: str) -> list[list[float]]:
    model = build(case, case[which])
    numbers = []
    for layer in model.layers:
        numbers.append([w.data for neuron in layer.neurons for w in neuron.w])
        numbers.append([neuron.b.data for neuron in layer.neurons])
    return numbers


# Training side by side.


def _draw_train_both(rng: random.Random) -> dict[str, Any]:
    train = []
    for nudge in (0.0, 1e-3):
        case = _network(rng, 2, [4, 1], 8)
        case["y"] = [rng.choice([-1, 1]) for _ in case["X"]]
        case["steps"], case["lr"] = 20, 0.05
        case["twin_weights"] = [w + nudge for w in case["weights"]]
        train.append(case)
    read = []
    for at in (rng.randrange(3, 7), 0, None):
        rows = [[k, 1.0, 1.0, 1e-15 if at is None or k < at else 1e-6 * (k + 1)] for k in range(9)]
        if at == 0:
            rows[4][3] = 1e-15  # close again later on: the first still counts
        else:
            rows[1][3] = 1e-8  # just the tolerance, and not above it
        read.append({"rows": rows, "tolerance": 1e-8})
    return {"train": train, "read": read}


def _trajectory(case: dict[str, Any], weights: list[float], variant: str = "") -> tuple[list[float], list[list[float]]]:
    model = build(case, weights)
    losses, trail = [], []
    for _ in range(case["steps"]):
        if variant != "lab4_no_zero_grad":
            model.zero_grad()
        labels = [-y for y in case["y"]] if variant == "lab4_loss_sign" else case["y"]
        loss = max_margin_loss([model(x) for x in case["X"]], labels)
        if variant == "lab4_n_by_n":
            loss = _every_score_with_every_label(model, case)
        if variant == "lab4_sum_in_training":
            loss = loss * len(case["X"])
        if variant != "lab4_no_l2":
            loss = loss + l2_penalty(model.parameters(), ALPHA)
        loss.backward()
        for p in model.parameters():
            p.data -= case["lr"] * (p.grad or 0.0) * (variant != "lab4_stands_still")
        losses.append(loss.data)
        trail.append([p.data for p in model.parameters()])
    return losses, trail


def _margins(model: MLP, case: dict[str, Any]) -> Value:
    return max_margin_loss([model(x) for x in case["X"]], case["y"])


def _every_score_with_every_label(model: MLP, case: dict[str, Any]) -> Value:
    """The average over all pairs, which comes out when labels of shape (n,) meet scores of shape (n, 1)."""
    scores = [model(x) for x in case["X"]]
    return max_margin_loss([s for s in scores for _ in case["y"]], [y for _ in scores for y in case["y"]])


TRAINING_VARIANTS = (
    "lab4_no_zero_grad",
    "lab4_no_l2",
    "lab4_n_by_n",
    "lab4_stands_still",
    "lab4_sum_in_training",
    "lab4_loss_sign",
)


def _judge_train_both(task: str, cases: dict[str, Any], found: Any) -> Verdict:
    rows, hint = [], None
    fits = dict.fromkeys(TRAINING_VARIANTS, True)
    for i, (case, answer) in enumerate(zip(cases["train"], found["train"], strict=True), 1):
        losses, trail = _trajectory(case, case["weights"])
        twin_losses, twin_trail = _trajectory(case, case["twin_weights"])
        if "error" in answer:
            failed, its_hint = error_row(f"run {i}", answer["error"], f"{case['steps']} rows")
            rows.append(failed)
            hint = hint or its_hint
            continue
        yours = answer["rows"]
        if len(yours) != case["steps"] or any(len(line) != 4 for line in yours):
            wanted = f"{case['steps']} rows of 4 numbers"
            rows.append(Row(f"run {i}: rows", f"{len(yours)} rows, the first: {yours[:1]}", wanted, False))
            hint = hint or "lab4_row_for_each_step"
            continue
        for k, (step, loss, twin_loss, difference) in enumerate(yours):
            expected = max(abs(a - b) for a, b in zip(trail[k], twin_trail[k]))
            rows += [
                row(f"run {i}, row {k}: step", step, k),
                row(f"run {i}, row {k}: our loss", loss, losses[k]),
                row(f"run {i}, row {k}: PyTorch's loss", twin_loss, twin_losses[k]),
                row(f"run {i}, row {k}: largest difference of a parameter", difference, expected),
            ]
        if all(is_close(line[0], k + 1) for k, line in enumerate(yours)):
            hint = hint or "lab4_step_from_one"
        if any(isinstance(line[1], str) and "(a Value" in line[1] for line in yours):
            hint = hint or "lab4_loss_as_value"
        for variant in fits:
            wrong, _ = _trajectory(case, case["weights"], variant)
            wrong_twin, _ = _trajectory(case, case["twin_weights"], variant)
            # one of the two loops, or both, may have it
            columns = ([line[1] for line in yours], [line[2] for line in yours])
            fits[variant] &= all(map(is_close, columns[0], wrong)) or all(map(is_close, columns[1], wrong_twin))
    if hint is None and differs(rows):
        hint = next((name for name, matches in fits.items() if matches), None)
    for case, answer in zip(cases["read"], found["read"], strict=True):
        expected = next((line[0] for line in case["rows"] if line[3] > case["tolerance"]), None)
        asked = f"first_difference of rows whose last entries are {[line[3] for line in case['rows']]}"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], str(expected))
            rows.append(failed)
            hint = hint or its_hint
        else:
            yours = answer["answer"]
            ok = yours is None if expected is None else is_close(yours, expected)
            rows.append(Row(asked, show(yours), str(expected), ok))
            hint = hint or (None if ok else "lab4_first_difference")
    return compare(task, rows, hint)


# float32, float64, and one by one.


def _draw_dtype(rng: random.Random) -> list[dict[str, Any]]:
    cases = []
    while len(cases) < 2:
        case = _network(rng, 2, [5, 1], 7)
        case["y"] = [rng.choice([-1, 1]) for _ in case["X"]]
        loss = _loss(case)
        if loss > 0.3 and abs(_as_float32(loss) - loss) > 1e-12:
            cases.append(case)
    return cases


def _loss(case: dict[str, Any]) -> float:
    return _margins(build(case, case["weights"]), case).data


def _as_float32(x: float) -> float:
    return struct.unpack("f", struct.pack("f", x))[0]


def _judge_dtype(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint = [], None
    for i, (case, answer) in enumerate(zip(cases, found, strict=True), 1):
        expected = _loss(case)
        if "error" in answer:
            failed, its_hint = error_row(f"batch {i}", answer["error"], "a dict")
            rows.append(failed)
            hint = hint or its_hint
            continue
        losses = answer["loss"]
        rows.append(row(f"batch {i}: loss in float64", losses["float64"], expected))
        rows.append(row(f"batch {i}: loss one by one", losses["one by one"], expected))
        single = losses["float32"]
        # right to seven digits, and a number that float32 can hold: a float64 loss is not
        near = type(single) is float and abs(single - expected) < 1e-5 * max(1, abs(expected))
        rounded = near and _as_float32(single) == single
        rows.append(Row(f"batch {i}: loss in float32", f"{single}", f"about {expected:.7g}, rounded to float32", rounded))
        if near and not rounded:
            hint = hint or "lab4_not_float32"
        for key, seconds in answer["seconds"].items():
            ok = type(seconds) in (int, float) and 0 < seconds < 60
            rows.append(Row(f"batch {i}: seconds {key}", show(seconds), "more than 0", ok))
        if answer["dtype_afterwards"] != "float64":
            rows.append(Row(f"batch {i}: type of the twin afterwards", answer["dtype_afterwards"], "float64", False))
            hint = "lab4_twin_changed"
        if None in losses.values():
            hint = hint or "lab4_wants_a_dict"
        elif is_close(answer["seconds"]["one by one"], expected):
            hint = hint or "lab4_pair_swapped"
        elif any(is_close(losses[way], expected * len(case["X"])) for way in ("float64", "one by one")):
            hint = hint or "lab4_sum_for_mean"
        elif is_close(losses["float64"], expected + ALPHA * sum(w * w for w in case["weights"])):
            hint = hint or "lab4_with_penalty"
        elif is_close(losses["float64"], _every_score_with_every_label(build(case, case["weights"]), case).data):
            hint = hint or "lab4_n_by_n"
    return compare(task, rows, hint)


CHECKS = {
    check.task: check
    for check in (
        Check(LAB, "to_torch", ("MLP", "to_torch"), "lab4_pytorch.to_torch", _draw_to_torch, _judge_to_torch),
        Check(
            LAB,
            "compare_gradients",
            ("MLP", "compare_gradients"),
            "lab4_pytorch.compare_gradients",
            _draw_compare,
            _judge_compare,
        ),
        Check(
            LAB,
            "train_both",
            ("MLP", "train_both", "first_difference"),
            "lab4_pytorch.train_both",
            _draw_train_both,
            _judge_train_both,
        ),
        Check(LAB, "dtype_speed", ("measure",), "lab4_pytorch.dtype_speed", _draw_dtype, _judge_dtype),
    )
}
