"""The tasks of the milestone: softmax, cross-entropy, minibatches, Adam, the loop, and a Tensor on PyTorch's arrays.

What is right is computed one number at a time, from formulas that no solution uses; `tests/test_milestone.py` holds them
against PyTorch.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.rows import Answer, Expected, Question, Row
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.tensor import Tensor

LAB = "milestone_digits"
Table = list[list[float]]


def _number(rng: random.Random) -> float:
    return round(rng.choice([-1, 1]) * rng.uniform(0.2, 1.9), 3)


def _array(rng: random.Random, *shape: int) -> Any:
    return [_array(rng, *shape[1:]) for _ in range(shape[0])] if shape else _number(rng)


# Softmax and cross-entropy.

LOG_3 = math.log(3)
SEVERAL = "there are several rows"
LARGE = "a score is so large that its power overflows"
TINY = "all scores of a row are so small that their powers are 0"
APART = "the rows lie far apart"
WHOLE = "the scores are whole numbers"


def _vary(scores: Table) -> list[str]:
    largest = [max(row) for row in scores]
    vary = {
        SEVERAL: len(scores) > 1,
        "there is one row": len(scores) == 1,
        LARGE: max(largest) > 700,
        TINY: min(largest) < -700,
        APART: max(largest) - min(largest) > 700,
        WHOLE: isinstance(scores[0][0], int),
        "there are as many rows as classes": len(scores) == len(scores[0]),
    }
    return [tag for tag, holds in vary.items() if holds]


def _tables(rng: random.Random) -> list[Table]:
    return [
        [[0.0, 0.0]],
        [[0.0, LOG_3]],
        [[2.0, 2.0, 2.0, 2.0]],
        [[1000.0, 1000.0]],
        [[-1000.0, -1000.0]],
        [[1000.0, 0.0]],
        [[0.0, LOG_3], [5.0, 5.0]],
        [[1000.0, 1000.0], [0.0, LOG_3]],
        [[3, 1, 2]],
        [[2, 0], [1, 1], [0, 3]],
        _array(rng, 1, 5),
        _array(rng, 4, 3),
        _array(rng, 3, 3),
        _array(rng, 2, 6),
        [[x - 1500 for x in row] for row in _array(rng, 2, 3)],
    ]


def _text(scores: Table) -> str:
    """Scores for a person."""
    if len(scores) * len(scores[0]) > 6:
        return f"scores of shape {(len(scores), len(scores[0]))}"
    return f"scores = {str(scores).replace(str(LOG_3), 'log 3')}"


def _draw_softmax(rng: random.Random) -> list[Question]:
    return [question(f"softmax(scores) with {_text(scores)}", *_vary(scores), scores=scores) for scores in _tables(rng)]


def _softmax(row: Sequence[float]) -> list[float]:
    """Without any power that could overflow: one over the sum of e to the differences."""
    return [1 / math.fsum(math.inf if s - x > 700 else math.exp(s - x) for s in row) for x in row]


def _expect_softmax(asked: Question) -> list[Expected]:
    scores = asked["scores"]
    right = [_softmax(row) for row in scores]
    return [Expected("the probabilities", right, {"the score itself": scores}, is_array=True, key="probabilities")]


def _draw_cross_entropy(rng: random.Random) -> list[Question]:
    def case(scores: Table, labels: list[int], times: float = 1, calls: int = 1) -> Question:
        tags = [*_vary(scores), *(["the gradient that arrives is not 1"] if times != 1 else [])]
        tags += ["backward() is called more than once"] if calls > 1 else []
        tags += ["the right class has the probability 0 as a float"] if _is_hopeless(scores, labels) else []
        loss = "cross_entropy(scores, labels)" + (f" * {times:g}" if times != 1 else "")
        asked = f"{loss} with {_text(scores)}, labels = {labels}" + (f", backward() {calls} times" if calls > 1 else "")
        return question(asked, *tags, scores=scores, labels=labels, times=times, calls=calls)

    def any_labels(n: int, k: int) -> list[int]:
        return [rng.randrange(k) for _ in range(n)]

    return [
        case([[0.0, 0.0]], [0]),
        case([[0.0, LOG_3]], [0]),
        case([[0.0, LOG_3]], [1]),
        case([[0.0, LOG_3], [0.0, 0.0]], [0, 1]),
        case([[0.0, LOG_3]], [0], times=3),
        case([[0.0, LOG_3]], [0], calls=2),
        case([[1000.0, 0.0]], [1]),
        case([[1000.0, 0.0]], [0]),
        case([[-1000.0, -1000.0]], [0]),
        case([[1000.0, 1000.0], [0.0, LOG_3]], [1, 0]),
        case([[3, 1, 2], [0, 1, 0]], [2, 2]),
        case(_array(rng, 1, 5), any_labels(1, 5)),
        case(_array(rng, 4, 3), any_labels(4, 3)),
        case(_array(rng, 3, 3), any_labels(3, 3)),
        case(_array(rng, 2, 6), any_labels(2, 6), times=_number(rng)),
        case(_array(rng, 5, 4), any_labels(5, 4), times=_number(rng), calls=3),
    ]


def _is_hopeless(scores: Table, labels: list[int]) -> bool:
    return any(_softmax(row)[label] == 0 for row, label in zip(scores, labels))


def _cross_entropy(scores: Table, labels: list[int]) -> tuple[float, Table]:
    """The loss and its gradient, one score at a time."""
    n = len(scores)
    losses = [_log_sum(row) - row[label] for row, label in zip(scores, labels)]
    grad = [[(p - (j == label)) / n for j, p in enumerate(_softmax(row))] for row, label in zip(scores, labels)]
    return math.fsum(losses) / n, grad


def _log_sum(row: Sequence[float]) -> float:
    return max(row) + math.log(math.fsum(math.exp(x - max(row)) for x in row))


def _expect_cross_entropy(asked: Question) -> list[Expected]:
    scores, labels, factor = asked["scores"], asked["labels"], asked["times"] * asked["calls"]
    loss, grad = _cross_entropy(scores, labels)
    said = [[p / len(scores) * factor for p in _softmax(row)] for row in scores]
    about = {"the number of rows": len(scores), "the number of classes": len(scores[0])}
    gradient = {**about, "what the network said, divided by n": said}
    if asked["times"] != 1:
        gradient["the gradient that arrives"] = asked["times"]
    return [
        Expected("the loss", loss, about, is_array=True, key="loss"),
        Expected(
            "the gradient of the scores",
            [[factor * x for x in row] for row in grad],
            gradient,
            is_array=True,
            key="gradient of the scores",
        ),
    ]


# Minibatches. Any order is right that a seed alone decides.


def _draw_minibatches(rng: random.Random) -> list[Question]:
    def case(n: int, size: int) -> Question:
        tags = ["the last batch is shorter"] if n % size else ["all batches are of one size"]
        tags += ["one batch holds everything"] if size >= n else []
        seed = rng.randrange(10**6)
        return question(f"minibatches({n}, {size}, {seed})", *tags, n=n, size=size, seed=seed)

    return [case(*each) for each in ((4, 2), (5, 2), (3, 10), (1, 1), (12, 1), (6, 6), (60, 20), (64, 30), (200, 32))]


def _judge_minibatches(asked: Question, answer: Answer) -> list[Row]:
    n, size, batches = asked["n"], asked["size"], answer["batches"]
    sizes = [size] * (n // size) + [n % size] * (n % size > 0)
    numbers = sorted(i for batch in batches for i in batch)
    rows = [
        _row("the sizes of the batches", [len(batch) for batch in batches], sizes),
        _row("all numbers, sorted", numbers, list(range(n))),
        _row("random numbers of others", "as before" if answer["untouched"] else "changed", "as before"),
    ]
    if n >= 12:  # fewer come in the same order by chance
        rows.append(
            _row("the same seed again gives", "the same" if answer["again"] == batches else "other batches", "the same")
        )
    if n >= 60 and not all(row.ok for row in rows):
        return rows
    if n >= 60:
        rows += [
            _row("another seed gives", "the same" if answer["other"] == batches else "other batches", "other batches"),
            _row("who meets in a batch", "neighbours" if any(map(_are_neighbours, batches)) else "shuffled", "shuffled"),
        ]
    return rows


def _are_neighbours(batch: list[int]) -> bool:
    return len(batch) > 3 and max(batch) - min(batch) < len(batch)


def _row(what: str, yours: Any, expected: Any) -> Row:
    return Row(what, yours, expected, yours == expected)


# Adam, and the loop.

USUAL = (0.9, 0.999)


def _draw_adam(rng: random.Random) -> list[Question]:
    def case(start: list[Any], gradients: list[list[Any]], **options: Any) -> Question:
        steps = len(gradients)
        tags = ["there is one step" if steps == 1 else "there are several steps"]
        tags += ["there are several parameters"] if len(start) > 1 else []
        tags += ["betas are not the usual ones"] if "betas" in options else []
        tags += ["gradients are tiny"] if max(abs(x) for each in gradients for x in _flat(each)) < 1e-3 else []
        tags += ["nothing but the parameters is given"] if not options else []
        told = "".join(f", {name}={x}" for name, x in options.items())
        of = f"{len(start)} parameters, {steps} steps"
        if len(start) == 1 and steps < 3:
            of = f"p = {start[0]}, gradients {[each[0] for each in gradients]}"
        return question(f"Adam(parameters{told}): {of}", *tags, start=start, gradients=gradients, options=options)

    def some(steps: int, *shapes: tuple[int, ...]) -> tuple[list[Any], list[list[Any]]]:
        return [_array(rng, *each) for each in shapes], [[_array(rng, *each) for each in shapes] for _ in range(steps)]

    lr = round(rng.uniform(0.01, 0.3), 3)
    return [
        case([1.0], [[4.0]], lr=0.1),
        case([1.0], [[-4.0]], lr=0.1),
        case([1.0], [[4.0], [4.0]], lr=0.1),
        case([1.0], [[4.0], [-4.0]], lr=0.1),
        case([1.0], [[4.0], [0.0]], lr=0.1, betas=[0.5, 0.5]),
        case([1.0], [[2e-8]], lr=0.1),
        case([[1.0, 2.0]], [[[4.0, -1.0]]], lr=0.1),
        case([1.0, 2.0], [[4.0, 3.0], [1.0, -1.0]], lr=0.1),
        case([1.0], [[3.0], [1.0]]),
        case(*some(5, (2, 3), (3,)), lr=lr),
        case(*some(4, (3,), (3,)), lr=lr, betas=[0.8, 0.95]),
        case(*some(3, (2, 2)), lr=lr, eps=0.01),
    ]


def _flat(x: Any) -> list[float]:
    return [number for each in x for number in _flat(each)] if isinstance(x, list) else [x]


def _adam(start: float, gradients: Sequence[float], lr: float, betas: Sequence[float], eps: float) -> list[float]:
    """One number after each step. Averages are written out as sums, so that nothing is carried from step to step."""
    trail = [start]
    for t in range(1, len(gradients) + 1):
        weights = [[(1 - beta) * beta ** (t - 1 - i) / (1 - beta**t) for i in range(t)] for beta in betas]
        m = math.fsum(w * g for w, g in zip(weights[0], gradients))
        v = math.fsum(w * g * g for w, g in zip(weights[1], gradients))
        trail.append(trail[-1] - lr * m / (math.sqrt(v) + eps))
    return trail[1:]


def _moved(start: Any, gradients: Sequence[Any], **options: Any) -> list[Any]:
    """`_adam` for nested lists: what the array is after each step."""
    if not isinstance(start, list):
        return _adam(start, gradients, **options)
    columns = [_moved(x, [g[i] for g in gradients], **options) for i, x in enumerate(start)]
    return [list(each) for each in zip(*columns)]


def _expect_adam(asked: Question) -> list[Expected]:
    options = {"lr": 0.001, "betas": USUAL, "eps": 1e-8, **asked["options"]}
    expected = []
    for i, start in enumerate(asked["start"]):
        gradients = [each[i] for each in asked["gradients"]]
        for t, right in enumerate(_moved(start, gradients, **options), 1):
            about = {"where it started": start, "its gradient": gradients[t - 1], "the learning rate": options["lr"]}
            expected.append(Expected(f"parameter {i} after step {t}", right, about, is_array=True))
    return expected


def _draw_train(rng: random.Random) -> list[Question]:
    def case(start: list[Any], aims: list[list[Any]], lr: float) -> Question:
        steps = len(aims)
        tags = ["there is one batch" if steps == 1 else "there are several batches"]
        of = f"p = {start[0]}, loss (p - 3)²" if steps == 1 and len(start) == 1 else f"{len(start)} parameters"
        asked = f"train(...) with {steps} batch{'es' * (steps > 1)}, lr = {lr}, {of}"
        return question(asked, *tags, start=start, aims=aims, lr=lr)

    shapes = [(2, 3), (3,)]
    several = [[_array(rng, *each) for each in shapes] for _ in range(6)]
    return [
        case([1.0], [[3.0]], 0.1),
        case([1.0], [[3.0], [3.0]], 0.1),
        case([1.0], [[3.0], [-3.0], [3.0]], 0.1),
        case(several[0], several[1:], round(rng.uniform(0.01, 0.3), 3)),
        case([_number(rng)], [[_number(rng)] for _ in range(7)], round(rng.uniform(0.01, 0.3), 3)),
        case([1.0], [], 0.1),
    ]


def _expect_train(asked: Question) -> list[Expected]:
    losses, parameters = _walk(json.dumps([asked["start"], asked["aims"], asked["lr"]]))
    about = {"the losses after each step": losses[1:]} if losses else {}
    return [
        Expected("the batches asked for", list(range(len(asked["aims"]))), key="batches asked for"),
        Expected("the losses", losses[:-1], about, key="losses"),
        *(
            Expected(f"parameter {i}", end, {"where it started": start}, is_array=True)
            for i, (end, start) in enumerate(zip(parameters, asked["start"]))
        ),
    ]


@cache
def _walk(asked: str) -> tuple[list[float], list[Any]]:
    """Training on squared distances, one number at a time: the losses (and that after the last step), the parameters."""
    start, aims, lr = json.loads(asked)
    numbers, targets = _flat(start), [_flat(each) for each in aims]
    trails = []
    for i, number in enumerate(numbers):
        trail, gradients = [number], []
        for each in targets:
            gradients.append(2 * (trail[-1] - each[i]))
            trail.append(_adam(number, gradients, lr, USUAL, 1e-8)[-1])
        trails.append(trail)
    losses = [_distance(numbers, each) for numbers, each in zip(zip(*trails), [*targets, *targets[-1:]])]
    ends = iter([trail[-1] for trail in trails])
    return losses, [_filled(each, ends) for each in start]


def _distance(numbers: Sequence[float], to: Sequence[float]) -> float:
    return math.fsum((x - y) ** 2 for x, y in zip(numbers, to))


def _filled(like: Any, numbers: Any) -> Any:
    return [_filled(each, numbers) for each in like] if isinstance(like, list) else next(numbers)


# PyTorch's arrays under a Tensor.

NETWORK = "cross_entropy((x @ w1 + b1).relu() @ w2 + b2, labels)"
META = "the arrays lie on another device"


def _draw_torch_tensor(rng: random.Random) -> list[Question]:
    def case(formula: str, device: str = "cpu", calls: int = 1, labels: Sequence[int] = (0,), **inputs: Any) -> Question:
        inputs = {name: _array(rng, *x) if isinstance(x, tuple) else x for name, x in inputs.items()}
        tags = [META] if device == "meta" else ["the arrays lie on the processor"]
        tags += ["backward() is called more than once"] if calls > 1 else []
        tags += ["there is a cross-entropy in the formula"] if "cross_entropy" in formula else []
        tags += ["a value is used twice"] if ":=" in formula else []
        times = f", backward() {calls} times" if calls > 1 else ""
        of = ", ".join(
            f"{name} {f'= {x}' if len(_flat(x)) < 4 else f'of shape {np.shape(x)}'}" for name, x in inputs.items()
        )
        asked = f"{formula} on device {device!r} with {of}{times}"
        return question(asked, *tags, formula=formula, device=device, calls=calls, labels=list(labels), inputs=inputs)

    layers: dict[str, Any] = {"x": (5, 3), "w1": (3, 4), "b1": (4,), "w2": (4, 3), "b2": (3,)}
    labels = [rng.randrange(3) for _ in range(5)]
    return [
        case("(a + b).sum()", a=[1.0, 2.0], b=[10.0, 20.0]),
        case("(a * b).sum()", a=[1.0, 2.0], b=[10.0, 20.0]),
        case("a.relu().sum()", a=[1.0, -2.0, 0.0]),
        case("a.mean()", a=[1.0, 2.0, 6.0]),
        case("((c := a * b) + c * c).sum()", a=[1.0, 2.0], b=[10.0, 20.0]),
        case("(a @ b).sum()", a=[[1.0, 2.0]], b=[[10.0], [20.0]]),
        case("cross_entropy(a, labels)", a=[[0.0, LOG_3]]),
        case("cross_entropy(a, labels)", labels=[1], a=[[1000.0, 0.0]]),
        case("cross_entropy(a, labels) * 3", labels=[1, 0], a=(2, 3)),
        case("((a + b) * a).mean()", a=(4, 3), b=(4, 1)),
        case("(a * b + 1).relu().mean()", a=(2, 3), b=(3,)),
        case(NETWORK, labels=labels, **layers),
        case(NETWORK, labels=labels, calls=2, **layers),
        case("((a + b) * a).mean()", "meta", a=(4, 3), b=(4, 1)),
        case("cross_entropy(a, labels)", "meta", labels=[1, 0], a=(2, 3)),
        case(NETWORK, "meta", labels=labels, **layers),
    ]


def _expect_torch_tensor(asked: Question) -> list[Expected]:
    value, grads = _on_numpy(json.dumps([asked["formula"], asked["inputs"], asked["labels"], asked["calls"]]))
    on_meta = asked["device"] == "meta"
    expected = []
    for what, array in {"value": value, **{f"gradient of {name}": grad for name, grad in grads.items()}}.items():
        expected += [
            Expected(f"where the {what} lies", asked["device"]),
            Expected(f"PyTorch's own graph holds the {what}", False),
            Expected(what, list(np.shape(array)), where="(its shape)", key=what)
            if on_meta
            else Expected(what, array, is_array=True),
        ]
    return expected


@cache
def _on_numpy(asked: str) -> tuple[Any, dict[str, Any]]:
    """Value and gradients by the package's own Tensor, with the cross-entropy from above."""
    formula, inputs, labels, calls = json.loads(asked)
    tensors = {name: Tensor(x) for name, x in inputs.items()}

    def cross_entropy(scores: Tensor, labels: list[int]) -> Tensor:
        loss, grad = _cross_entropy(scores.data.tolist(), labels)
        return Tensor(loss, (scores,), (lambda g: g * np.array(grad),))

    root = eval(formula, {"__builtins__": {}}, {"cross_entropy": cross_entropy, "labels": labels, **tensors})
    for _ in range(calls):
        root.backward()
    return root.data.tolist(), {name: tensor.grad.tolist() for name, tensor in tensors.items() if tensor.grad is not None}


ARRAY = (int, float, list)
BATCHES = [[int, ...], ...]

TASKS = by_name(
    Task(
        LAB,
        "softmax",
        _draw_softmax,
        "Your softmax is right: each row for itself, and no score is too large or too small for it.",
        expect=_expect_softmax,
        form={"probabilities": ARRAY},
    ),
    Task(
        LAB,
        "cross_entropy",
        _draw_cross_entropy,
        "Your cross-entropy is right: the mean, its gradient, whatever arrives, and scores that would overflow.",
        expect=_expect_cross_entropy,
        form={"loss": ARRAY},
        names=("Tensor", "cross_entropy"),
        builds_on=("softmax",),
    ),
    Task(
        LAB,
        "minibatches",
        _draw_minibatches,
        "Your minibatches are right: everything once, shuffled by the seed and by nothing else.",
        judge_answer=_judge_minibatches,
        form={"batches": BATCHES, "again": BATCHES, "other": BATCHES, "untouched": bool},
    ),
    Task(
        LAB,
        "adam",
        _draw_adam,
        "Your Adam is PyTorch's, to nine digits: over several steps, parameters, betas, and for tiny gradients.",
        expect=_expect_adam,
        names=("Adam",),
    ),
    Task(
        LAB,
        "train",
        _draw_train,
        "Your loop is right: every batch once and in order, fresh gradients, one Adam, and the losses before each step.",
        expect=_expect_train,
        names=("Adam", "train"),
        builds_on=("adam",),
    ),
    Task(
        LAB,
        "torch_tensor",
        _draw_torch_tensor,
        "Your Tensor runs on PyTorch's arrays, without PyTorch's graph, and on any device.",
        expect=_expect_torch_tensor,
        names=("TorchTensor", "torch_cross_entropy"),
    ),
)
check = Check(TASKS)
