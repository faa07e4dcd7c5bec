"""The tasks of lab 3: networks, the loss, one step, many steps, and five broken loops.

Networks get their weights from the challenge and are compared with the package's; loops train a small model that is given,
and what they leave is compared with the reference engine's, step by step. What a notebook says of its own loss or accuracy
is not asked.
"""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.rows import Answer, Expected, Question, Row, compare, is_close, is_number
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.engine import Value
from micrograd_edu.labs.lab3_moons.probes import MOVE, MOVED, Model, loss_of, schedule
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP, Layer, Neuron

LAB = "lab3_moons"


def _number(rng: random.Random, low: float = 0.2, high: float = 1.3) -> float:
    return rng.choice([-1, 1]) * round(rng.uniform(low, high), 3)


def _numbers(rng: random.Random, n: int, low: float = 0.2, high: float = 1.3) -> list[float]:
    return [_number(rng, low, high) for _ in range(n)]


def _points(rng: random.Random, n: int, inputs: int = 2) -> list[list[float]]:
    return [_numbers(rng, inputs) for _ in range(n)]


# Networks.

REFERENCE: dict[str, Any] = {"Neuron": Neuron, "Layer": Layer, "MLP": MLP}


def _network(
    rng: random.Random,
    index: int,
    name: str,
    *arguments: Any,
    tags: tuple[str, ...] = (),
    weights: list[float] | None = None,
    X: list[list[float]] | None = None,
    of_values: bool = False,
    **keywords: Any,
) -> Question:
    """One network: how it is made, the weights it is given, the points it is called with."""
    module = REFERENCE[name](*arguments, random.Random(0), **keywords)
    count, X = len(module.parameters()), X or _points(rng, 3, arguments[0])
    outputs = {"Neuron": None, "Layer": arguments[-1], "MLP": arguments[-1]}[name]
    if name == "MLP":
        outputs = None if arguments[1][-1] == 1 else arguments[1][-1]
    text = f"{name}({', '.join([*map(str, arguments), 'rng', *(f'{k}={x}' for k, x in keywords.items())])})"
    weights = weights or _numbers(rng, count)
    asked = text if count > 4 else f"{text} with parameters {weights}, called with {X[0]}"
    found = ["the inputs are Values"] if of_values else []
    if name != "MLP":
        found += [PLAIN if keywords.get("nonlin") is False else RELU, *_signs(weights, X)]
    return question(
        asked,
        f"it is about {name}",
        *tags,
        *found,
        index=index,
        **{"class": name},
        arguments=list(arguments),
        keywords=keywords,
        text=text,
        count=count,
        outputs=outputs,
        seed=rng.randrange(1000),
        weights=weights,
        X=X,
        of_values=of_values,
        parts={MOVED: ["the parameters have moved since the first call"]},
    )


PLAIN, RELU, ONLY_BIAS = "nonlin is False", "there is a relu", "all inputs are 0"


def _signs(weights: list[float], X: list[list[float]]) -> list[str]:
    """What the neurons of one layer meet on these points."""
    size = len(X[0]) + 1
    neurons = [weights[i : i + size] for i in range(0, len(weights), size)]
    products = [[w * xi for w, xi in zip(neuron, x)] for neuron in neurons for x in X]
    sums = [sum(each) + neuron[-1] for neuron in neurons for each in products]
    tags = ["the sum of a neuron is negative"] if min(sums) < 0 else []
    return tags + (["a weight times its input is negative"] if min(map(min, products)) < 0 else [])


def _draw_neuron_layer(rng: random.Random) -> list[Question]:
    def neuron(nin: int, *tags: str, **options: Any) -> Question:
        return _network(rng, 0, "Neuron", nin, tags=tags, **options)

    def layer(nin: int, nout: int, *tags: str, **options: Any) -> Question:
        return _network(rng, 1, "Layer", nin, nout, tags=tags, **options)

    return [
        neuron(1, weights=[3.0, 1.0], X=[[2.0]]),
        neuron(2, weights=[2.0, -1.0, 0.5], X=[[1.0, 3.0]], nonlin=False),
        neuron(2, weights=[2.0, -1.0, 0.5], X=[[1.0, 3.0]]),
        neuron(2, ONLY_BIAS, weights=[2.0, -1.0, 0.5], X=[[0.0, 0.0]], nonlin=True),
        neuron(2, ONLY_BIAS, weights=[2.0, 5.0, -1.0], X=[[0.0, 0.0]]),
        neuron(2, weights=[2.0, -1.0, 4.0], X=[[1, 3]]),
        neuron(3, nonlin=False),
        neuron(3, weights=[0.5, 1.5, -0.25, 2.0], of_values=True, X=[[1.5, 2.5, -1.0]]),
        layer(2, 3, nonlin=False),
        layer(3, 4, nonlin=True),
        layer(2, 5),
        layer(3, 1, "a layer has one neuron", nonlin=False),
        layer(1, 2, "there is one input", nonlin=False),
        layer(2, 2, of_values=True, nonlin=False),
    ]


AS_WIDE = "a hidden layer is as wide as the last"


def _draw_mlp(rng: random.Random) -> list[Question]:
    def mlp(nin: int, nouts: list[int], *tags: str, **options: Any) -> Question:
        one = "the last layer has one neuron" if nouts[-1] == 1 else "the last layer has several neurons"
        layers = "there is one layer" if len(nouts) == 1 else "there are several layers"
        deep = ["there are three layers or more"] * (len(nouts) > 2)
        return _network(rng, 0, "MLP", nin, nouts, tags=(one, layers, *deep, *tags), **options)

    def alive(nin: int, nouts: list[int], *tags: str) -> Question:
        while True:  # not all neurons closed: something has to come through
            drawn = mlp(nin, nouts, *tags)
            outputs, gradient, *_ = _run(drawn)
            if min(outputs) < -0.1 and sum(map(bool, gradient)) > len(gradient) / 2:
                return drawn

    return [
        mlp(1, [1], weights=[2.0, -5.0], X=[[1.0]]),
        mlp(1, [1, 1], "a hidden layer has one neuron", weights=[2.0, 1.0, -3.0, 4.0], X=[[1.0]]),
        alive(2, [2]),
        alive(2, [4, 4], AS_WIDE),
        mlp(1, [1, 1], "a hidden layer has one neuron", AS_WIDE, weights=[2.0, -5.0, 3.0, 4.0], X=[[1.0]]),
        alive(2, [4, 1]),
        alive(3, [3, 4, 1]),
        alive(2, [5, 2]),
        alive(2, [3, 1, 2], "a hidden layer has one neuron"),
        alive(3, [2, 3, 2, 1]),
        mlp(2, [3, 2], of_values=True),
    ]


def _run(asked: Question) -> tuple[list[float], list[float], list[float], list[float]]:
    """Of the package's network: outputs, the gradients of their sum with respect to parameters and inputs, and what comes
    out at the first point when all parameters have moved.
    """
    module = REFERENCE[asked["class"]](*asked["arguments"], random.Random(0), **asked["keywords"])
    for p, w in zip(module.parameters(), asked["weights"], strict=True):
        p.data = w
    points = [[Value(xi) for xi in x] for x in asked["X"]]

    def outputs_at(x: list[Value]) -> list[Value]:
        out = module(x)
        return out if isinstance(out, list) else [out]

    outputs = [out for x in points for out in outputs_at(x)]
    sum(outputs[1:], outputs[0]).backward()
    gradient = [p.grad or 0.0 for p in module.parameters()]
    of_inputs = [xi.grad or 0.0 for x in points for xi in x]
    for p in module.parameters():
        p.data += MOVE
    return [out.data for out in outputs], gradient, of_inputs, [out.data for out in outputs_at(points[0])]


def _expect_network(asked: Question) -> list[Expected]:
    outputs, gradient, of_inputs, moved = _run(asked)
    module = REFERENCE[asked["class"]](*asked["arguments"], random.Random(asked["seed"]), **asked["keywords"])
    about: dict[str, Any] = {}
    if asked["class"] == "Neuron":
        *weights, bias = asked["weights"]
        sums = [sum(w * xi for w, xi in zip(weights, x)) for x in asked["X"]]
        about = {
            "the sum without the bias": sums,
            "relu of the sum without the bias": [max(s, 0.0) for s in sums],
            "the sum before the relu": [s + bias for s in sums],
            "relu of the sum": [max(s + bias, 0.0) for s in sums],
            "the bias": bias,
        }
    expected = [
        Expected("the parameters before training", [p.data for p in module.parameters()]),
        Expected("the output", outputs, about),
        Expected("the gradient", gradient),
        Expected(MOVED, moved),
    ]
    return expected + ([Expected("the gradient of the inputs", of_inputs)] if asked["of_values"] else [])


# The loss.

SURE = "all points are right by more than the margin"


def _batch(text: str, *tags: str, X: list[list[float]], y: list[int], alpha: float | None, **fields: Any) -> Question:
    """A model, points and labels to compute the loss of; alpha is not handed over where it is None."""
    tags += ("alpha is 0",) if alpha == 0 else ("alpha is not 0",)
    tags += ("there is one point",) if len(X) == 1 else ("there are several points",)
    tags += ("a label is -1",) if -1 in y else ()
    model = Model(Value, fields["weights"], fields["hidden"])
    margins = [target * model(x).data for x, target in zip(X, y)]
    tags += ("a point is on the wrong side",) if min(margins) < 0 else ()
    tags += ("a point is right, but by less than the margin",) if any(0 < m < 1 for m in margins) else ()
    tags += ("a point is right by more than the margin",) if max(margins) > 1 else ()
    tags += ("some points cost something and some do not",) if min(margins) < 1 < max(margins) else ()
    fields |= {} if alpha is None else {"alpha": alpha}
    text += ", alpha is not given" if alpha is None else f", alpha = {alpha:g}"
    return question(text, *tags, X=X, y=y, **fields)


def _draw_loss(rng: random.Random) -> list[Question]:
    def point(y: int, score: float, *tags: str) -> Question:
        """One line of the lab's table."""
        return _batch(f"y = {y}, score = {score:g}", *tags, weights=[score, 0.0], hidden=0, X=[[1.0]], y=[y], alpha=0.0)

    def small(xs: list[float], y: list[int], alpha: float, *tags: str) -> Question:
        """A model whose score is 2x - 1.5."""
        text = f"y = {y}, scores {', '.join(f'{2 * x - 1.5:g}' for x in xs)}, parameters 2 and -1.5"
        return _batch(text, *tags, weights=[2.0, -1.5], hidden=0, X=[[x] for x in xs], y=y, alpha=alpha)

    return [
        point(1, 0.4),
        point(1, 3.0, SURE),
        point(1, -2.0),
        point(-1, -2.0, SURE),
        point(-1, 3.0),
        small([1.0, 2.0], [1, -1], 0.0),
        small([0.0, 1.0, 2.0], [1, 1, 1], 0.0),
        small([1.0, 2.0, 3.0, 4.0], [-1, 1, 1, 1], 0.0),
        small([2.0, 3.0], [1, 1], 0.1, SURE),
        small([0.0, 2.0, 3.0], [-1, -1, -1], 0.1, "all labels are -1"),
        small([1.0, 1.0, 2.0, 2.0], [1, -1, 1, 1], 0.0, "a point comes twice"),
        _network_loss(rng, 4, 0.3),
        _network_loss(rng, 5, 0.0),
        _network_loss(rng, 7, 0.02),
        _network_loss(rng, 8, None, "alpha is left to its default"),
        _network_loss(rng, 30, 1.0, "there are many points"),
    ]


def _network_loss(rng: random.Random, n: int, alpha: float | None, *tags: str) -> Question:
    """A small network, with points on both sides of the margin, some right and some wrong, and none on a kink."""
    hidden = 3
    text = f"{n} points, a network with {hidden * 3 + hidden + 1} parameters"
    while True:
        y = [rng.choice([-1, 1]) for _ in range(n)]
        weights = _numbers(rng, hidden * 3 + hidden + 1)
        drawn = _batch(text, *tags, X=_points(rng, n), y=y, alpha=alpha, weights=weights, hidden=hidden)
        model = Model(Value, weights, hidden)
        margins = [target * model(x).data for x, target in zip(drawn["X"], y)]
        right = sum(m > 0 for m in margins)
        if min(margins) < 0 and max(margins) > 1 and right * 2 != n and any(0 < m < 1 for m in margins):
            if all(abs(m - kink) > 0.001 for m in margins for kink in (-1, 0, 1)):
                return drawn


def _expect_loss(asked: Question) -> list[Expected]:
    X, y, alpha = asked["X"], asked["y"], asked.get("alpha", 1e-4)
    model, alone = (Model(Value, asked["weights"], asked["hidden"]) for _ in range(2))
    scores = [model(x) for x in X]
    penalty = l2_penalty(model.parameters(), alpha)
    value = max_margin_loss(scores, y) + penalty
    value.backward()
    max_margin_loss([alone(x) for x in X], y).backward()
    right = sum((s.data > 0) == (target > 0) for s, target in zip(scores, y))
    n: dict[str, Any] = {"the number of points": len(y)}
    from_penalty: list[float] = [2 * alpha * w for w in asked["weights"]]
    about = {"the penalty": penalty.data, "the average over the points without the penalty": value.data - penalty.data}
    of_gradient = {
        "the part that comes from the penalty": from_penalty,
        "the part that comes from the points": [p.grad or 0.0 for p in alone.parameters()],
    }
    return [
        Expected("the loss", value.data, n | about),
        Expected("the accuracy", right / len(y), n | {"the share of the points that are wrong": 1 - right / len(y)}),
        Expected("the gradient", [p.grad or 0.0 for p in model.parameters()], n | of_gradient),
    ]


# Steps: what a loop does to the parameters of a given model.

LATER = "there was a step before"
STALE = "old gradients lie about"
RISES = "lr is so large that the loss rises"
AFTER = "the loss after the move"
SEVERAL = "there are several parameters"
FALLING, GROWING, CHANGES = "lr falls from step to step", "lr grows from step to step", "lr changes from step to step"


def _formula(expr: str, *tags: str, steps: int, lr: Any, stale: list[float] | None = None, **weights: float) -> Question:
    """Steps on a loss that is a formula of the parameters, small enough for the head."""
    at = ", ".join(f"{name} = {x:g}" for name, x in weights.items())
    start, change = lr if isinstance(lr, list) else (lr, 0)
    rate = f"lr{'(k)' * isinstance(lr, list)} = {start:g}" + (
        f" {'-' if change < 0 else '+'} {abs(change):g} k" if change else ""
    )
    text = f"{_count(steps)} on {expr.replace('**', '^')} from {at}, {rate}"
    return _steps(text, *tags, weights=weights, steps=steps, lr=lr, stale=stale, expr=expr)


def _count(steps: int) -> str:
    return "1 step" if steps == 1 else f"{steps} steps"


def _steps(text: str, *tags: str, weights: dict[str, float], stale: list[float] | None, **fields: Any) -> Question:
    tags += (SEVERAL,) if len(weights) > 1 else ()
    tags += (STALE,) if stale else ()
    tags += (CHANGES,) if {FALLING, GROWING} & set(tags) else ()
    return question(text, *tags, weights=weights, **fields, **({"stale": stale} if stale else {}))


def _on_points(rng: random.Random, *tags: str, steps: int, lr: Any) -> Question:
    """Steps of a small network on some points."""
    hidden, n = 2, 5
    count = hidden * 3 + hidden + 1
    text = f"{_count(steps)} of a network with {count} parameters"
    while True:
        weights = {f"p{i}": w for i, w in enumerate(_numbers(rng, count), 1)}
        fields = {"X": _points(rng, n), "y": [rng.choice([-1, 1]) for _ in range(n)], "hidden": hidden}
        drawn = _steps(text, *tags, weights=weights, steps=steps, lr=lr, stale=_numbers(rng, count, 2, 4), **fields)
        if all(_loss_and_gradient(drawn, list(weights.values()))[1]):  # no neuron is closed: each parameter has to move
            return drawn


def _loss_and_gradient(asked: Question, weights: list[float]) -> tuple[float, list[float]]:
    """The loss of a step and its gradient, on the reference engine."""
    model = Model(Value, weights, asked.get("hidden", 0))
    out = loss_of(model, asked)()
    out.backward()
    return out.data, [p.grad or 0.0 for p in model.parameters()]


def _draw_sgd(rng: random.Random) -> list[Question]:
    a, b, lr = _number(rng, 2, 4), _number(rng, 2, 4), round(rng.uniform(0.05, 0.15), 3)
    return [
        _formula("(w - 5) ** 2", steps=1, lr=0.1, w=2.0),
        _formula("(w - 5) ** 2", steps=1, lr=0.1, w=2.0, stale=[100.0]),
        _formula("3 * u - 7 * v", "lr is 1", steps=1, lr=1, u=10, v=20),
        _formula("w ** 2", steps=1, lr=0.5, w=0.25),
        _formula("0.0001 * w", "the gradient is tiny", steps=1, lr=2, w=_number(rng, 2, 4)),
        _formula("3000 * w", "the gradient is huge", steps=1, lr=0.001, w=_number(rng, 2, 4)),
        _formula("(w - 5) ** 2", steps=2, lr=0.25, w=1.0),
        _formula("(u - 1) ** 2 + u * v", steps=3, lr=lr, u=a, v=b, stale=[5.0, -3.0]),
        _formula("w ** 2", RISES, steps=3, lr=1.5, w=_number(rng, 1, 2)),
        _formula("u * u * v", "a parameter is 0", steps=2, lr=lr, u=a, v=0.0),
        _on_points(rng, steps=3, lr=lr),
    ]


def _judge_sgd(asked: Question, answer: Answer) -> list[Row]:
    """Each step is compared with the reference's from where the student's own step before has led."""
    names, lr = list(asked["weights"]), asked["lr"]
    here, old = list(asked["weights"].values()), asked.get("stale", [0.0] * len(names))
    rows: list[Row] = []
    for k in range(1, asked["steps"] + 1):
        loss, gradient = _loss_and_gradient(asked, here)
        moved = [p - lr * g for p, g in zip(here, gradient)]
        about = [_roles_of_step(p, g, lr, before) for p, g, before in zip(here, gradient, old)]
        expected = [Expected(f"{name} after step {k}", x, roles) for name, x, roles in zip(names, moved, about)]
        after = {AFTER: _loss_and_gradient(asked, moved)[0]}
        told = Expected(f"the loss of step {k}", loss, after)
        tags = {each.what: [LATER] * (k > 1) + _tags_of_step(asked, here, moved, i) for i, each in enumerate(expected)}
        rows += _named(compare([*expected, told], answer, tags))
        yours = [answer.get(each.what) for each in expected]
        here = [y if is_number(y) and abs(y) < 1e9 else right for y, right in zip(yours, moved)]
        old = [before + g for before, g in zip(old, gradient)]
    return rows


def _tags_of_step(asked: Question, here: list[float], moved: list[float], i: int) -> list[str]:
    """What the gradient of parameter `i` is like in a step from `here` to `moved`."""
    gradient = _loss_and_gradient(asked, here)[1][i]
    late = _loss_and_gradient(asked, moved[:i] + here[i:])[1][i]
    tags = [] if is_close(late, gradient) else ["the gradient changes when the parameters before it have moved"]
    tags += ["the gradient is larger than 1 or smaller than -1"] if abs(gradient) > 1 else []
    return tags + ["the gradient is negative" if gradient < 0 else "the gradient is positive"]


def _named(rows: list[Row]) -> list[Row]:
    """What all of these numbers are, and which one: of several parameters a relation is told of all."""
    loss, parameter = "the loss", "the parameter"
    return [
        replace(row, what=loss, where=row.what.removeprefix(loss + " "))
        if row.what.startswith(loss)
        else replace(row, what=parameter, where=row.what)
        for row in rows
    ]


def _roles_of_step(p: float, gradient: float, lr: float, before: float) -> dict[str, float]:
    """What a parameter has to do with in one step; `before` is what its old gradients add up to."""
    return {
        "the parameter before the step": p,
        "lr times the gradient": lr * gradient,
        "the gradient": gradient,
        "the parameter plus lr times the gradient": p + lr * gradient,
        "the parameter minus the gradient": p - gradient,
    } | ({"lr times the gradients of before": lr * before} if before else {})


def _draw_train(rng: random.Random) -> list[Question]:
    a, b, w = _number(rng, 2, 4), _number(rng, 2, 4), _number(rng, 1, 2)
    return [
        _formula("(w - 5) ** 2", "there is one step", steps=1, lr=[0.1, 0.0], w=2.0),
        _formula("(w - 5) ** 2", "lr is the same at each step", steps=2, lr=[0.25, 0.0], w=1.0),
        _formula("3 * w", FALLING, steps=3, lr=[3, -1], w=20.0),
        _formula("(u - 1) ** 2 + u * v", FALLING, steps=3, lr=[0.2, -0.06], u=a, v=b, stale=[5.0, -3.0]),
        _formula("w ** 2", FALLING, RISES, steps=4, lr=[1.5, -0.1], w=w),
        _formula("(u - 3) ** 2 + v * v", GROWING, steps=5, lr=[0.05, 0.04], u=a, v=b),
        _formula("w.relu()", "the loss reaches 0", steps=4, lr=[1, 0.0], w=1.5),
        _formula("w ** 2 - 2 * w", FALLING, "there are many steps", steps=25, lr=[0.4, -0.015], w=w),
        _on_points(rng, FALLING, steps=6, lr=[0.1, -0.015]),
    ]


def _losses(asked: Question, rates: Sequence[float]) -> list[float]:
    """The loss before each step, and after the last."""
    return [loss for loss, _ in _trail(json.dumps(asked), tuple(rates))]


def _end(asked: Question, rates: Sequence[float]) -> list[float]:
    """The parameters after steps with these learning rates."""
    return _trail(json.dumps(asked), tuple(rates))[-1][1]


@cache
def _trail(asked: str, rates: tuple[float, ...]) -> list[tuple[float, list[float]]]:
    """Loss and parameters before each step, and after the last. Each misconception is asked it again."""
    run = json.loads(asked)
    here = list(run["weights"].values())
    trail = []
    for rate in rates:
        loss, gradient = _loss_and_gradient(run, here)
        trail.append((loss, here))
        here = [p - rate * g for p, g in zip(here, gradient)]
    return [*trail, (_loss_and_gradient(run, here)[0], here)]


def _judge_train(asked: Question, answer: Answer) -> list[Row]:
    steps, rate = asked["steps"], schedule(*asked["lr"])
    losses = _losses(asked, [rate(k) for k in range(steps)])
    told = [Expected(f"the loss of step {k}", losses[k], {AFTER: losses[k + 1]}) for k in range(steps)]
    return _named(compare(_last_parameters(asked, rate, "{} at the end") + told, answer))


def _last_parameters(asked: Question, rate: Callable[[int], float], what: str = "{}") -> list[Expected]:
    rates = [rate(k) for k in range(asked["steps"])]
    roles = {
        "the number before the first step": [],
        "what one step fewer gives": rates[:-1],
        "what one step more gives": [*rates, rate(len(rates))],
        "what the steps without the first give": rates[1:],
        "what two moves in each step give": [rate for rate in rates for _ in range(2)],
        "what the first learning rate at each step gives": rates[:1] * len(rates),
        "what steps in the other direction give": [-rate for rate in rates],
    }
    ends = {}
    for role, others in roles.items():
        with contextlib.suppress(OverflowError):  # uphill, a loss soon leaves what a float can hold
            ends[role] = _end(asked, others)
    return [
        Expected(what.format(name), right, {role: end[i] for role, end in ends.items() if not is_close(end[i], right)})
        for i, (name, right) in enumerate(zip(asked["weights"], _end(asked, rates)))
    ]


def _draw_tickets(rng: random.Random) -> list[Question]:
    a, b, lr = _number(rng, 2, 4), _number(rng, 2, 4), round(rng.uniform(0.05, 0.15), 3)
    runs = [
        _formula("(w - 5) ** 2", steps=2, lr=0.25, w=1.0, stale=[8.0]),
        _formula("3 * u - 7 * v", "there is one step", steps=1, lr=1, u=10, v=20),
        _formula("(u - 1) ** 2 + u * v", steps=3, lr=lr, u=a, v=b, stale=[5.0, -3.0]),
        _formula("(w - 1) ** 2", RISES, steps=3, lr=1.2, w=_number(rng, 2, 4)),
        _on_points(rng, steps=4, lr=lr),
    ]
    # one run for all tickets, then the next: the first rows of a verdict tell each ticket once
    return [
        run | {"asked": f"ticket {i}: {run['asked']}", "tags": [f"it is ticket {i}", *run["tags"]], "loop": i - 1}
        for run in runs
        for i in range(1, len(TICKETS) + 1)
    ]


def _judge_ticket(asked: Question, answer: Answer) -> list[Row]:
    return _named(compare(_last_parameters(asked, lambda k: asked["lr"]), answer))


TICKETS = tuple(f"ticket_{i}" for i in range(1, 6))
TASKS = by_name(
    Task(
        LAB,
        "neuron_layer",
        _draw_neuron_layer,
        "Your neurons and layers are right: weights from rng, outputs, and a gradient for every parameter and input.",
        expect=_expect_network,
        names=("Neuron", "Layer"),
        asked_by="networks",
    ),
    Task(
        LAB,
        "mlp",
        _draw_mlp,
        "Your network is right for any number of layers, and all of its parameters can be trained.",
        expect=_expect_network,
        names=("MLP",),
        asked_by="networks",
        builds_on=("neuron_layer",),
    ),
    Task(
        LAB,
        "loss",
        _draw_loss,
        "Your loss is right, with its gradients and the accuracy, for any number of points and any alpha.",
        expect=_expect_loss,
        names=("Value", "svm_loss"),
    ),
    Task(
        LAB,
        "sgd",
        _draw_sgd,
        "Your step is right: against the gradient, times lr, whatever lay about in grad before.",
        judge_answer=_judge_sgd,
        names=("Value", "sgd_step"),
    ),
    Task(
        LAB,
        "train",
        _draw_train,
        "Your training is right, step by step: each with its own learning rate, fresh gradients and its loss kept.",
        judge_answer=_judge_train,
        names=("Value", "train"),
        builds_on=("sgd",),
    ),
    Task(
        LAB,
        "tickets",
        _draw_tickets,
        "All five loops are mended: each leaves the parameters where gradient descent leads.",
        judge_answer=_judge_ticket,
        names=("Value", *TICKETS),
        builds_on=("sgd",),
        part_of=lambda asked: f"ticket {asked['loop'] + 1}",
    ),
)
check = Check(TASKS)
