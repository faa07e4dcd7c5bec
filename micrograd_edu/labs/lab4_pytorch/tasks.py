"""The tasks of lab 4: the same network in PyTorch, compared number by number.

What is expected comes from the scalar engine and from arithmetic, so the judge works without PyTorch; the probe needs it.
"""

from __future__ import annotations

import json
import math
import random
import struct
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.rows import Answer, Expected, Question, Row, agrees, compare, is_close, is_number, show
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.engine import Value
from micrograd_edu.labs.lab4_pytorch.probes import WAYS
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP

LAB = "lab4_pytorch"
ALPHA = 1e-4
KINDS = ("weights", "biases")
ROOM = Path(__file__).parent


def recorded() -> dict[str, Any]:
    """Numbers of this lab recorded with PyTorch, for readers who do not have it. Made by course/record_lab4.py."""
    numbers, twins = (json.loads((ROOM / f"{name}.json").read_text(encoding="utf-8")) for name in ("recorded", "twins"))
    return {**numbers, "twins": twins}


# Networks, as lists of numbers in the order of our `parameters()`: neuron by neuron, the weights and then the bias.


def _numbers(rng: random.Random, n: int) -> list[float]:
    return [rng.choice([-1, 1]) * round(rng.uniform(0.2, 1.3), 3) for _ in range(n)]


def _count(nin: int, nouts: Sequence[int]) -> int:
    return sum((m + 1) * n for m, n in zip([nin, *nouts], nouts))


def _network(rng: random.Random, nin: int, nouts: list[int], n: int) -> Question:
    """A network, and points at which each parameter has a gradient."""
    while True:
        case: Question = {
            "nin": nin,
            "nouts": nouts,
            "weights": _numbers(rng, _count(nin, nouts)),
            "X": [_numbers(rng, nin) for _ in range(n)],
        }
        model = _build(case, case["weights"])
        _sum_of_outputs(model, case["X"]).backward()
        if all(p.grad for p in model.parameters()):
            return case


def _build(case: Question, weights: list[float]) -> MLP:
    """The package's network with these weights."""
    model = MLP(case["nin"], case["nouts"], random.Random(0))
    for p, w in zip(model.parameters(), weights):
        p.data = w
    return model


def _outputs(model: MLP, x: Any) -> list[Value]:
    out = model(x)
    return out if isinstance(out, list) else [out]


def _sum_of_outputs(model: MLP, X: list[Any]) -> Value:
    outputs = [out for x in X for out in _outputs(model, x)]
    return sum(outputs[1:], outputs[0])


def _margin_loss(model: MLP, case: Question) -> Value:
    return max_margin_loss([out for x in case["X"] for out in _outputs(model, x)], case["y"])


def _as_pytorch(case: Question, numbers: list[float]) -> list[tuple[str, str, list[float]]]:
    """Numbers of all parameters as PyTorch has them: (name, kind, numbers), layer by layer."""
    rest, parts, nin = iter(numbers), [], case["nin"]
    for i, nout in enumerate(case["nouts"]):
        rows = [[next(rest) for _ in range(nin + 1)] for _ in range(nout)]
        parts.append((f"{2 * i}.weight", "weights", [w for row in rows for w in row[:-1]]))
        parts.append((f"{2 * i}.bias", "biases", [row[-1] for row in rows]))
        nin = nout
    return parts


def _shape_tags(case: Question) -> list[str]:
    """What varies in the shape of a network."""
    sizes = [case["nin"], *case["nouts"]]
    vary = {
        "there is a hidden layer": len(sizes) > 2,
        "there are two hidden layers": len(sizes) > 3,
        "a layer has as many neurons as inputs": any(m == n > 1 for m, n in zip(sizes, sizes[1:])),
        "there are several outputs": sizes[-1] > 1,
    }
    return [tag for tag, holds in vary.items() if holds]


# The twin.


def _draw_to_torch(rng: random.Random) -> list[Question]:
    cases: list[Question] = [
        {"nin": 1, "nouts": [1], "weights": [2.0, 3.0], "X": [[5.0]]},
        {"nin": 2, "nouts": [1], "weights": [2.0, 3.0, -50.0], "X": [[5.0, 7.0]]},
        {"nin": 2, "nouts": [2], "weights": [1.0, 2.0, 10.0, 3.0, 4.0, 20.0], "X": [[1.0, 0.0], [0.0, 1.0]]},
        {"nin": 1, "nouts": [2, 1], "weights": [1.0, 0.0, -1.0, 0.0, 1.0, 1.0, 0.5], "X": [[2.0], [-3.0]]},
    ]
    # square layers too: there, transposed weights raise no error
    drawn = [
        (3, [1], 4),
        (3, [3, 1], 5),
        (2, [4, 3, 1], 6),
        (2, [2, 2], 4),
        (1, [3, 1], 5),
        (3, [2], 3),
        (4, [4, 4, 2], 6),
        (2, [3, 1], 1),
    ]
    cases += [_network(rng, nin, nouts, n) for nin, nouts, n in drawn]
    return [_asked_twin(case) for case in cases]


def _asked_twin(case: Question) -> Question:
    by_head = len(case["weights"]) < 8
    at = f", parameters {show(case['weights'])}, at {show(case['X'])}" if by_head else f", at {len(case['X'])} points"
    sizes = [case["nin"], *case["nouts"]]
    tags = [*_shape_tags(case), *["a relu is closed"] * _closes(case)]
    tags += ["a layer has several neurons"] * any(n > 1 for n in sizes[1:])
    tags += ["a layer has several inputs and several neurons"] * any(m > 1 and n > 1 for m, n in zip(sizes, sizes[1:]))
    return question(f"to_torch of an MLP({case['nin']}, {case['nouts']}){at}", *tags, **case)


def _closes(case: Question) -> bool:
    """Whether a hidden neuron gives 0 at one of the points."""
    model = _build(case, case["weights"])
    for out in case["X"]:
        for layer in model.layers[:-1]:
            out = layer(out)
            if any(value.data == 0 for value in out):
                return True
    return False


def _judge_twin(asked: Question, answer: Answer) -> list[Row]:
    model = _build(asked, asked["weights"])
    X = [[Value(v) for v in x] for x in asked["X"]]
    outputs = [_outputs(model, x) for x in X]
    everything = [out for row in outputs for out in row]
    sum(everything[1:], everything[0]).backward()
    numbers = [[out.data for out in row] for row in outputs]
    without = _build(asked, asked["weights"])
    for neuron in without.layers[-1].neurons:
        neuron.b.data = 0.0
    roles = {
        "what it should be after a relu": [[max(v, 0.0) for v in row] for row in numbers],
        "the output without the biases of the last layer": [[out.data for out in _outputs(without, x)] for x in asked["X"]],
    }
    held, count = answer["numbers"], len(asked["weights"])
    ours = {
        kind: [x for _, of, numbers in _as_pytorch(asked, asked["weights"]) if of == kind for x in numbers] for kind in KINDS
    }
    copied = compare(
        [
            Expected("the type of the parameters", "float64", key="type"),
            Expected("the number of parameters", count, key="parameters"),
            Expected("the number of parameters that get a gradient", count, key="trained"),
        ],
        answer,
    )
    if copied[0].ok:
        found = {kind: sum(any(is_close(x, y) for y in held) for x in numbers) for kind, numbers in ours.items()}
        copied += [
            Row(
                f"the number of our {kind} that the twin holds", found[kind], len(ours[kind]), found[kind] == len(ours[kind])
            )
            for kind in KINDS
        ]
    computed = compare(
        [
            Expected("the output", numbers, roles, is_array=True, key="outputs"),
            Expected(
                "the derivative by an input", [[v.grad or 0.0 for v in x] for x in X], is_array=True, key="input grads"
            ),
            Expected("the gradients, sorted", sorted(p.grad or 0.0 for p in model.parameters()), is_array=True, key="grads"),
        ],
        answer,
    )
    follows = not all(row.ok for row in copied)
    return copied + [replace(row, follows=follows and not row.ok) for row in computed]


# Gradients, parameter by parameter.


def _draw_compare(rng: random.Random) -> list[Question]:
    def case(nin: int, nouts: list[int], ours: list[float], differences: list[float], *tags: str) -> Question:
        count = _count(nin, nouts)
        theirs = [g + d for g, d in zip(ours, differences)]
        text = f"an MLP({nin}, {nouts})"
        if count < 4:
            text += f", our gradients {show(ours)}, the twin's {show(theirs)}"
        weights, twin_weights = _numbers(rng, count), _numbers(rng, count)
        about = {"nin": nin, "nouts": nouts}
        parts: dict[str, list[str]] = {}
        for i, (_, kind, _) in enumerate(_as_pytorch(about, ours)):
            tags_of = [f"it is about {kind}", *([f"it is about {kind} of several neurons"] if nouts[i // 2] > 1 else [])]
            parts |= {f"l2 {i}": tags_of, f"largest {i}": tags_of}
        return question(
            f"compare_gradients of {text}",
            *tags,
            *_shape_tags(about),
            parts=parts,
            ours=ours,
            theirs=theirs,
            weights=weights,
            twin_weights=twin_weights,
            **about,
        )

    def drawn(nin: int, nouts: list[int], scale: float, *tags: str) -> Question:
        count = _count(nin, nouts)
        return case(nin, nouts, _numbers(rng, count), [scale * d for d in _numbers(rng, count)], *tags)

    return [
        case(2, [1], [1.0, 2.0, 5.0], [3.0, 4.0, 0.0], "the two biases agree"),
        case(2, [1], [1.0, 2.0, 5.0], [3.0, -4.0, -2.0], "the largest difference is negative"),
        case(2, [1], [1.0, 2.0, 5.0], [-3.0, 4.0, 2.0]),
        case(1, [1], [0.0, 0.0], [2.0, -1.0], "our gradients are 0"),
        case(1, [1], [2.0, -1.0], [-2.0, 1.0], "the twin's gradients are 0"),
        case(2, [1], [1.0, 2.0, 5.0], [0.0, 0.0, 0.0], "all gradients agree"),
        drawn(3, [1], 1.0),
        drawn(2, [3, 1], 0.1),
        drawn(3, [3, 2, 1], 0.1),
        drawn(3, [3], 1.0),
        drawn(2, [2, 2], 0.1),
        drawn(2, [4, 4, 4, 1], 0.1),
        drawn(2, [3, 1], 1e-9, "the differences are tiny"),
        drawn(2, [3, 1], 1e-12, "the differences are tiny"),
        drawn(2, [3, 1], 1e4, "the differences are huge"),
    ]


def _expect_compare(asked: Question) -> list[Expected]:
    ours, theirs = _as_pytorch(asked, asked["ours"]), _as_pytorch(asked, asked["theirs"])
    expected = [Expected("the number of rows", len(ours), key="rows")]
    for i, ((name, _, a), (_, _, b)) in enumerate(zip(ours, theirs)):
        d = [x - y for x, y in zip(a, b)]
        l2, largest = math.hypot(*d), max(map(abs, d))
        norms = math.hypot(*a), math.hypot(*b)
        about_l2 = {
            "the sum of the squares": sum(x * x for x in d),
            "the largest difference": largest,
            "the sum of the absolute differences": sum(map(abs, d)),
            "the root of the mean square": l2 / math.sqrt(len(d)),
            "the difference of the two norms": abs(norms[0] - norms[1]),
            "the norm of the twin's gradient": norms[1],
            "the norm of our gradient": norms[0],
        }
        about_largest = {
            "the L2 norm": l2,
            "the largest of ours minus the twin's, with its sign": max(d),
            "the largest of the twin's minus ours, with its sign": -min(d),
            "the smallest absolute difference": min(map(abs, d)),
            "the average absolute difference": sum(map(abs, d)) / len(d),
            "the largest entry of the twin's gradient": max(map(abs, b)),
            "the difference of the two largest entries": abs(max(a) - max(b)),
        }
        where = f"of {name}"
        expected += [
            Expected("the name", name, key=f"name {i}", where=f"in row {i}"),
            Expected("the L2 norm", l2, about_l2 if l2 else {}, 1e-13, key=f"l2 {i}", where=where),
            Expected("the largest", largest, about_largest if l2 else {}, 1e-13, key=f"largest {i}", where=where),
        ]
    return expected


# Training side by side.


def _draw_train_both(rng: random.Random) -> list[Question]:
    by_hand: Question = {"nin": 1, "nouts": [1], "weights": [0.5, 0.1], "X": [[1.0]], "y": [1]}

    def train(case: Question, steps: int, lr: float, nudges: Sequence[float] = (0.0,), *tags: str) -> Question:
        weights = case["weights"]
        twin_weights = [w + nudges[i % len(nudges)] for i, w in enumerate(weights)]
        alike = twin_weights == weights
        text = f"{steps} step{'s' * (steps > 1)}, lr = {lr}, MLP({case['nin']}, {case['nouts']})"
        if len(weights) < 3:
            text += f" with parameters {weights}, the twin's {show(twin_weights)}, X = {show(case['X'])}, y = {case['y']}"
        elif not alike:
            text += f", the twin's parameters moved by {show(list(nudges))} in turn"
        all_tags = ["it is about train_both", "there are several steps" if steps > 1 else "there is one step"]
        all_tags += [] if alike else ["the twin starts with other numbers"]
        all_tags += ["there are several points"] if len(case["X"]) > 1 else []
        return question(f"train_both, {text}", *all_tags, *tags, **case, twin_weights=twin_weights, steps=steps, lr=lr)

    def drawn(nin: int, nouts: list[int], n: int) -> Question:
        case = _network(rng, nin, nouts, n)
        return case | {"y": [rng.choice([-1, 1]) for _ in range(n)]}

    biases = [0.0, 0.0, 0.002]  # of neurons with two inputs
    return [
        train(by_hand, 1, 0.1),
        train(by_hand, 1, 0.1, (0.25, 0.0)),
        train(by_hand, 1, 0.2, (0.25, 0.0)),
        train(by_hand, 3, 0.1),
        *_draw_first_difference(rng),
        train(drawn(2, [1], 3), 1, 0.05, biases, "only a bias differs"),
        train(drawn(2, [1], 6), 3, 0.05, (0.01,)),
        train(drawn(2, [1], 6), 3, 0.05, (-0.01,)),
        train(drawn(2, [4, 1], 8), 6, 0.05),
        train(drawn(2, [4, 1], 8), 6, 0.05, (1e-3,)),
        train(drawn(2, [3, 3, 1], 4), 4, 0.03, (-1e-3, 2e-3)),
        train(drawn(2, [4, 1], 8), 20, 0.05, (1e-3,)),
    ]


def _draw_first_difference(rng: random.Random) -> list[Question]:
    def read(largest: list[float], tolerance: float, *tags: str, start: int = 0, every: int = 1) -> Question:
        # the losses differ where the parameters do not, and the other way round
        rows = [[start + every * k, 1.0, 1.0 if x > tolerance else 9.0, x] for k, x in enumerate(largest)]
        text = (
            f"first_difference of rows {show([[row[0], row[3]] for row in rows])} (step, largest), tolerance {tolerance:g}"
        )
        first = next((row[0] for row in rows if row[3] > tolerance), None)
        tags = (*tags, *(["the step that is wanted is 0"] if first == 0 else []))
        return question(text, "it is about first_difference", *tags, rows=rows, tolerance=tolerance)

    at, up = rng.randrange(3, 7), round(rng.uniform(2, 5), 2)
    return [
        read([1.0, 2.0, 3.0, 4.0], 2.5),
        read([1.0, 2.0, 3.0], 5.0, "no row differs"),
        read([5.0, 1.0], 2.0, "the first row differs"),
        read([1.0, 2.0, 3.0], 2.0, "a row is just at the tolerance"),
        read([1.0, 5.0, 1.0, 1.0], 2.0, "a later row is close again"),
        read([1.0, 3.0, 9.0, 4.0], 2.0, "a later row differs more"),
        read([1.0, 1.0, 3.0], 2.0, "the steps do not count from 0", start=10, every=5),
        read([], 2.0, "no row differs", "there are no rows"),
        read([1e-15 if k < at else 1e-6 * (k + 1) for k in range(9)], 1e-8, "the differences are tiny"),
        read([1e-15] * 4 + [up * 1e-9], 1e-9, "the differences are tiny"),
        read([1e-15] * 9, 1e-8, "the differences are tiny", "no row differs"),
    ]


@cache
def _trajectory(asked: str) -> list[tuple[float, list[float]]]:
    """For each step the loss before the move and the parameters after it, on the scalar engine."""
    case, weights = json.loads(asked)
    model, trail = _build(case, weights), []
    for _ in range(case["steps"]):
        model.zero_grad()
        loss = _margin_loss(model, case) + l2_penalty(model.parameters(), ALPHA)
        loss.backward()
        for p in model.parameters():
            p.data -= case["lr"] * (p.grad or 0.0)
        trail.append((loss.data, [p.data for p in model.parameters()]))
    return trail


def _judge_train_both(asked: Question, answer: Answer) -> list[Row]:
    if "tolerance" in asked:
        step = next((row[0] for row in asked["rows"] if row[3] > asked["tolerance"]), None)
        return [Row("the step", answer.get("step", "nothing"), step, agrees(answer.get("step", "nothing"), step))]
    case = {name: asked[name] for name in ("nin", "nouts", "X", "y", "steps", "lr")}
    ours, theirs = (_trajectory(json.dumps([case, asked[which]])) for which in ("weights", "twin_weights"))
    starts = asked["weights"], asked["twin_weights"]
    rows = compare([Expected("the number of rows", len(ours), key="rows")], answer)
    failed = not rows[0].ok
    for k, ((loss, mine), (twin_loss, twins)) in enumerate(zip(ours, theirs)):
        before = starts if k == 0 else (ours[k - 1][1], theirs[k - 1][1])
        d = [p - q for p, q in zip(mine, twins)]
        about = {
            "the largest difference before the move": _farthest(*before),
            "the largest of ours minus the twin's, with its sign": max(d),
            "the largest of the twin's minus ours, with its sign": -min(d),
        }
        where, data = (
            f"in row {k}",
            [loss - ALPHA * sum(p * p for p in before[0]), twin_loss - ALPHA * sum(p * p for p in before[1])],
        )
        of_loss = [
            {
                "the loss without the penalty": data[i],
                "the number of points": len(asked["X"]),
                "the sum of the losses": data[i] * len(asked["X"]),
            }
            for i in (0, 1)
        ]
        new = compare(
            [
                Expected("the step", k, {"the number of the step, counted from 1": k + 1}, key=f"step {k}", where=where),
                Expected("our loss", loss, of_loss[0], key=f"ours {k}", where=where),
                Expected("PyTorch's loss", twin_loss, of_loss[1], key=f"theirs {k}", where=where),
                Expected(
                    "the largest difference",
                    _farthest(mine, twins),
                    about if max(map(abs, d)) > 1e-6 else {},
                    key=f"largest {k}",
                    where=where,
                ),
            ],
            answer,
        )
        rows += [replace(row, follows=failed and not row.ok and row.what != "the step") for row in new]
        failed = failed or not all(row.ok for row in new if row.what != "the step")
    return rows


def _farthest(ps: list[float], qs: list[float]) -> float:
    return max(abs(p - q) for p, q in zip(ps, qs))


# float32, float64, and one by one.


def _draw_dtype(rng: random.Random) -> list[Question]:
    questions = []
    for nin, nouts, n in ((1, [1], 2), (2, [1], 3), (2, [5, 1], 7), (3, [4, 2, 1], 5), (2, [3, 1], 1), (2, [6, 1], 12)):
        while True:
            case = _network(rng, nin, nouts, n) | {"y": [rng.choice([-1, 1]) for _ in range(n)]}
            loss = _loss(case)
            # a loss that float32 cannot hold, and that is not that of one point
            if loss > 0.3 and abs(_as_float32(loss) - loss) > 1e-9:
                break
        tags = [*_shape_tags(case), "there are several points" if n > 1 else "there is one point"]
        questions.append(question(f"measure of an MLP({nin}, {nouts}) at {n} point{'s' * (n > 1)}", *tags, **case))
    # w x + b = 2 ** -11 in float64; in float32 x is 1, and nothing is left: rounding the float64 loss does not give that
    case = _network(rng, 1, [1], 1) | {"weights": [2.0**20, -(2.0**20)], "X": [[1 + 2.0**-31]], "y": [1]}
    questions.append(question("measure of an MLP(1, [1]) that is 0 in float32 only", VANISHES, *_shape_tags(case), **case))
    return questions


VANISHES = "float32 cannot tell the input from 1"


def _loss(case: Question) -> float:
    return _margin_loss(_build(case, case["weights"]), case).data


def _as_float32(x: Any) -> float:
    packed: float = struct.unpack("f", struct.pack("f", x))[0]
    return packed


def _judge_dtype(asked: Question, answer: Answer) -> list[Row]:
    expected, n = _loss(asked), len(asked["X"])
    if is_close(answer.get("seconds float64"), expected) or is_close(answer.get("seconds one by one"), expected):
        return [Row("the order in a pair", "(seconds, loss)", "(loss, seconds)", False)]
    about = {
        "the sum of the losses": expected * n,
        "the loss with the penalty": expected + ALPHA * sum(w * w for w in asked["weights"]),
        "the number of points": n,
    }
    rows = compare(
        [Expected(f"the loss {way}", expected, about, key=f"loss {way}") for way in ("float64", "one by one")], answer
    )
    if VANISHES in asked["tags"]:
        rows[1:1] = compare(
            [Expected("the loss float32", 1.0, {"the loss in float64": expected}, key="loss float32")], answer
        )
    else:
        rows[1:1] = _of_float32(answer.get("loss float32"), expected, about)
    for way in WAYS:
        seconds = answer.get(f"seconds {way}")
        in_time = is_number(seconds) and 0 < seconds < 60
        rows.append(Row("the seconds", "more than 0" if in_time else seconds, "more than 0", in_time, where=way))
    alone = answer.get("points alone")
    enough = type(alone) is int and alone >= n
    rows.append(Row("the number of points that the twin was given one at a time", n if enough else alone, n, enough))
    return rows


def _of_float32(yours: Any, expected: float, about: dict[str, float]) -> list[Row]:
    """Right to seven digits, and a number that float32 can hold: a float64 loss is not."""
    near = is_number(yours) and abs(yours - expected) < 1e-5 * max(1.0, expected)
    if not near:
        return [Row("the loss float32", yours, expected, False, about)]
    holds = _as_float32(yours) == yours
    type_of = "float32" if holds else f"float64: no float32 is {yours!r}"
    return [
        Row("the loss float32", yours, yours, True, about),
        Row("the type of the loss float32", type_of, "float32", holds),
    ]


NUMBER = (int, float, str, type(None))

TASKS = by_name(
    Task(
        LAB,
        "to_torch",
        _draw_to_torch,
        "Your twin computes what our network does, to the last digits, for any number of layers; so do its gradients.",
        judge_answer=_judge_twin,
        form={"numbers": [float, ...], "grads": [float, ...]},
        names=("MLP", "to_torch"),
    ),
    Task(
        LAB,
        "compare_gradients",
        _draw_compare,
        "You measure how far two gradients are apart: large, tiny or not at all, and whatever their signs.",
        expect=_expect_compare,
        form={"rows": int},
        names=("MLP", "compare_gradients"),
    ),
    Task(
        LAB,
        "train_both",
        _draw_train_both,
        "Both loops train as they should, and your rows say when and how far the two part.",
        judge_answer=_judge_train_both,
        names=("MLP", "train_both", "first_difference"),
    ),
    Task(
        LAB,
        "dtype_speed",
        _draw_dtype,
        "You measure all three, and leave the twin as it was.",
        judge_answer=_judge_dtype,
        names=("measure",),
    ),
)
check = Check(TASKS)
