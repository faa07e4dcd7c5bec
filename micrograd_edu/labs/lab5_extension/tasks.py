"""The tasks of lab 5: a new operator, unbroadcast, a Tensor class, training with it.

Arrays are judged by the scalar engine, number by number: what a Tensor does at once, the judge does one Value at a time.
"""

from __future__ import annotations

import itertools
import json
import math
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.rows import Answer, Expected, Question, Row, agrees, flat, shape, show
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.engine import Value
from micrograd_edu.labs.lab5_extension.probes import PARAMETERS

LAB = "lab5_extension"
Shape = tuple[int, ...]


def _number(rng: random.Random) -> float:
    return round(rng.choice([-1, 1]) * rng.uniform(0.2, 1.9), 3)


# A new operator: name -> (function, derivative).

OPERATORS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "softplus": (lambda x: math.log1p(math.exp(x)), lambda x: 1 / (1 + math.exp(-x))),
    "abs": (abs, lambda x: math.copysign(1.0, x)),
    "sin": (math.sin, math.cos),
    "cos": (math.cos, lambda x: -math.sin(x)),
    "sqrt": (math.sqrt, lambda x: 0.5 / math.sqrt(x)),
    "reciprocal": (lambda x: 1 / x, lambda x: -1 / (x * x)),
}
# what may stand around f = new_operator(x): the formula's derivative, given f, its derivative d, and x
FORMULAS: dict[str, Callable[[float, float, float], float]] = {
    "f": lambda f, d, x: d,
    "f * 3": lambda f, d, x: 3 * d,
    "f * x": lambda f, d, x: f + d * x,
    "f + f * f": lambda f, d, x: d + 2 * f * d,
    "(f * f + f) * x": lambda f, d, x: (f * f + f) + (2 * f + 1) * d * x,
}


def _draw_new_operator(rng: random.Random) -> list[Question]:
    def at(x: float, formula: str = "f") -> Question:
        tags = ["x is negative" if x < 0 else "x is positive"]
        tags += [] if formula == "f" else ["it is a part of a larger formula"]
        tags += ["x is an int"] if isinstance(x, int) else []
        asked = f"new_operator(x) at x = {x}" if formula == "f" else f"{formula} with f = new_operator(x), at x = {x}"
        return question(asked, *tags, x=x, formula=formula)

    below, above = round(rng.uniform(0.3, 0.9), 3), round(rng.uniform(1.2, 2.4), 3)
    alone = [at(x) for x in (2.0, -2.0, below, above, -below, -above, 4, -3, 0.01, -0.01, 7.5, -7.5)]
    return alone + [at(x, formula) for formula in list(FORMULAS)[1:] for x in (above, -below)]


def _judge_new_operator(asked: Question, answer: Answer) -> list[Row]:
    name, x, formula = answer["operator"], float(asked["x"]), asked["formula"]
    if name not in OPERATORS:
        return [Row("operator_name", name, f"one of {', '.join(OPERATORS)}", False)]
    if name == "sqrt" and x < 0:
        return []  # outside of its domain
    function, slope = OPERATORS[name]
    f, d = function(x), slope(x)
    if formula != "f":
        value, slope_of = eval(formula, {"f": f, "x": x}), FORMULAS[formula](f, d, x)
        return [
            _row("value of the formula", answer.get("value"), value, {}),
            _row("derivative of the formula", answer.get("derivative"), slope_of, {}),
        ]
    others = {f"{other}(x)": of(x) for other, (of, _) in OPERATORS.items() if other != name and (other != "sqrt" or x > 0)}
    about = {"the operator's own value": f, "x itself": x, "the derivative of relu": float(x > 0)}
    return [
        _row("value", answer.get("value"), f, {"x itself": x, **others}),
        _row("derivative", answer.get("derivative"), d, about),
    ]


def _row(what: str, yours: Any, expected: float, about: dict[str, float]) -> Row:
    tag = "it is a derivative" if "derivative" in what else "it is a value"
    return Row(f"the {what}", yours, expected, agrees(yours, expected), about, frozenset({tag}))


def _array(rng: random.Random, of: Shape, number: Callable[[random.Random], float] = _number) -> Any:
    return [_array(rng, of[1:], number) for _ in range(of[0])] if of else number(rng)


# unbroadcast.

FRONT = "axes were added in front"
STRETCHED = "an axis of length 1 was stretched"


def _draw_unbroadcast(rng: random.Random) -> list[Question]:
    pairs: list[tuple[Shape, Shape]] = [
        ((2, 3), (3,)),
        ((2, 3), (2, 1)),
        ((2, 3), (1, 3)),
        ((2, 3), (2, 3)),
        ((2, 3), (1, 1)),
        ((2, 2), ()),
        ((3,), ()),
        ((4,), (1,)),
        ((), ()),
        ((1, 1), (1, 1)),
        ((3, 3), (3,)),
        ((3, 3), (3, 1)),
        ((3, 3), (1, 3)),
        ((1, 3), (1, 3)),
        ((3, 1), (3, 1)),
        ((1, 3), (3,)),
        ((5, 1), (1,)),
        ((1, 4), (1, 1)),
        ((2, 4, 3), (4, 3)),
        ((2, 4, 3), (3,)),
        ((2, 4, 3), (4, 1)),
        ((2, 4, 3), (1, 4, 1)),
        ((2, 4, 3), (2, 1, 1)),
        ((2, 4, 3), (1, 1, 3)),
        ((2, 4, 3), (1, 1, 1)),
        ((2, 4, 3), ()),
        ((2, 1, 3), (2, 1, 3)),
        ((3, 3, 3), (3, 1)),
        ((2, 3, 2, 3), (3, 1, 3)),
        ((2, 3, 4, 5), (4, 1)),
        ((2, 3, 2, 2), (1, 1, 2, 1)),
    ]
    return [_summed(rng, big, small, i < 6) for i, (big, small) in enumerate(pairs)]


def _summed(rng: random.Random, big: Shape, small: Shape, by_head: bool) -> Question:
    """A gradient to sum back; by head, its numbers are 1, 2, 3 and so on."""
    front = len(big) - len(small)
    stretched = sum(n == 1 != m for n, m in zip(small, big[front:]))
    vary = {
        FRONT: front > 0,
        STRETCHED: stretched > 0,
        "the operand has an axis of length 1": 1 in small,
        "nothing was stretched": big == small,
        "at most one axis was added in front, and none was stretched": front < 2 and not stretched,
        "two axes or more were added in front": front > 1,
        "two axes or more were stretched": stretched > 1,
        "axes were added in front and others were stretched": front > 0 and stretched > 0,
        "an axis of length 1 was not stretched": any(n == 1 == m for n, m in zip(small, big[front:])),
        "the operand is a single number": small == (),
    }
    count = itertools.count(1.0)
    grad = _array(rng, big, lambda _: next(count)) if by_head else _array(rng, big)
    asked = f"unbroadcast(grad, {small}) with grad {f'= {show(grad)}' if by_head else f'of shape {big}'}"
    return question(asked, *(tag for tag, holds in vary.items() if holds), grad=grad, shape=list(small))


def _expect_unbroadcast(asked: Question) -> list[Expected]:
    grad, small = np.array(asked["grad"]), tuple(asked["shape"])
    count = math.prod(small)
    goes_to = np.broadcast_to(np.arange(count).reshape(small), grad.shape)  # which element each was stretched from
    sums = np.bincount(goes_to.ravel(), grad.ravel(), count)
    share = {"the number of elements that meet in one": grad.size / count}
    return [Expected("the sum", sums.reshape(small).tolist(), share, is_array=True)]


# The Tensor class: the same expressions on arrays of scalar Values.


class Table:
    """An array of Values, one node each: slow, plain, and right."""

    def __init__(self, values: Any) -> None:
        self.values = np.asarray(values, dtype=object)

    @classmethod
    def of(cls, numbers: Any) -> Table:
        return cls(_each(Value, np.asarray(numbers, dtype=object)))

    def __add__(self, other: Any) -> Table:
        return Table(self.values + _values(other))

    def __mul__(self, other: Any) -> Table:
        return Table(self.values * _values(other))

    def __matmul__(self, other: Table) -> Table:
        return Table(self.values @ other.values)

    def relu(self) -> Table:
        return Table(_each(Value.relu, self.values))

    def sum(self) -> Table:
        return Table(self.values.sum())

    def mean(self) -> Table:
        return self.sum() * (1 / self.values.size)

    def backward(self) -> None:
        self.values.item().backward()

    @property
    def data(self) -> Any:
        return _each(lambda value: value.data, self.values).tolist()

    @property
    def grad(self) -> Any:
        return _each(lambda value: value.grad or 0.0, self.values).tolist()


def _each(function: Callable[[Any], Any], array: Any) -> Any:
    return np.frompyfunc(function, 1, 1)(array) if array.shape else np.asarray(function(array.item()), dtype=object)


def _values(other: Any) -> Any:
    return (other if isinstance(other, Table) else Table.of(other)).values


BOTH = "one tensor is both operands"
TWICE = "a tensor is used twice"
BETWEEN = "a result in between is used twice"
AGAIN = "backward() is called more than once"
ARRIVES = "the gradient that arrives is not 1"
LEFT = "the left operand is stretched"
RIGHT = "the right operand is stretched"
PLAINLY = "a plain number or array stands on the right"
NUMBER = "a plain number stands on the right"
PLAIN = "a plain array stands on the right"
ONE = "the result is an array with one element"
ZERO = "an element is 0"
WHOLE = "whole numbers came in"
OTHER = "numbers came in that are not float64"
SHARED = "two formulas share tensors"
OPERATIONS = {
    "+": "there is a + in the formula",
    "*": "there is a * in the formula",
    "@": "there is a matrix product in the formula",
    "relu": "there is a relu() in the formula",
    "sum": "there is a sum() in the formula",
    "mean": "there is a mean() in the formula",
}


def _case(
    rng: random.Random,
    expr: str,
    *tags: str,
    only: str = "",
    arrays: dict[str, Any] | None = None,
    let: dict[str, str] | None = None,
    backward: Sequence[str] = (),
    lists: bool = False,
    dtype: str | None = None,
    **tensors: Any,
) -> Question:
    """An expression of tensors and plain arrays, given by their shapes or by their numbers.

    `let` names results in between; `backward` are the expressions on which backward() is called one after the other, where
    that is more than once. `only` is the one operation that a small question is about.
    """
    drawn = [
        {name: _array(rng, x) if isinstance(x, tuple) else x for name, x in each.items()} for each in (tensors, arrays or {})
    ]
    given, plain = drawn
    of = [f"{name} = {made}" for name, made in (let or {}).items()]
    of += [_text(name, x) for name, x in given.items()] + [f"{_text(name, x)} (a plain array)" for name, x in plain.items()]
    whole = " ".join([expr, *(let or {}).values()])
    tags = (*(tag for part, tag in OPERATIONS.items() if part in whole), *tags, *([AGAIN] if backward else []))
    tags = (f"it is {only}", *tags) if only else tags
    parts = {
        f"{name}.grad": [f"it is of the {side} operand"] for name, side in (("a", "left"), ("b", "right")) if "b" in given
    }
    tags += (PLAINLY,) * (NUMBER in tags or PLAIN in tags)
    tables = any(len(shape(x)) > 1 for x in given.values())
    tags += ("two axes or more are summed",) * ("sum" in whole and tables)
    tags += ("a mean() is taken over two axes or more",) * ("mean" in whole and tables)
    calls = ", then ".join(f"{each}.backward()" for each in backward) if backward else expr
    return question(
        f"{calls} with {', '.join(of)}",
        *tags,
        parts=parts if only else {},
        inputs=given,
        arrays=plain,
        let=let or {},
        backward=list(backward) or [expr],
        lists=lists,
        dtype=dtype,
    )


def _text(name: str, array: Any) -> str:
    small = len(flat(array)) <= 4 and all(x == round(x, 1) for x in flat(array))
    return f"{name} = {show(array)}" if small else f"{name} of shape {shape(array)}"


def _draw_tensor_ops(rng: random.Random) -> list[Question]:
    def case(expr: str, *tags: str, **more: Any) -> Question:
        return _case(rng, expr, *tags, **more)

    square, tall, wide = (2, 2), (4, 1), (2, 3)
    corner = _array(rng, (3, 4))
    corner[0][0] = corner[2][1] = 0.0  # lab 1: no slope there
    eighths = [[rng.randint(-20, 20) / 8 + 0.0625 for _ in range(3)] for _ in range(2)]  # float32 holds them
    row, table = [10.0, 20.0], [[1.0, 2.0], [3.0, 4.0]]
    return [
        case("a.sum()", only="a.sum()", a=[1.0, 2.0]),
        case("a", ONE, a=[3.0]),
        case("(a + b).sum()", only="a + b", a=[1.0, 2.0], b=row),
        case("(a * b).sum()", only="a * b", a=[1.0, 2.0], b=row),
        case("(a + a).sum()", BOTH, TWICE, only="a + a", a=[1.0, 3.0]),
        case("(a * a).sum()", BOTH, TWICE, only="a * a", a=[1.0, 3.0]),
        case("a.mean()", only="a.mean()", a=[1.0, 2.0, 3.0, 6.0]),
        case("a.relu().sum()", only="a.relu()", a=[1.0, -2.0]),
        case("a.relu().sum()", ZERO, only="a.relu()", a=[5.0, 0.0]),
        case("(a @ b).sum()", only="a @ b", a=[[1.0, 2.0]], b=[[10.0], [20.0]]),
        case("(a + b).sum()", RIGHT, a=table, b=row),
        case("(a + b).sum()", LEFT, a=row, b=table),
        case("(a * b).sum()", RIGHT, a=table, b=row),
        case("(a * b).sum()", LEFT, a=row, b=table),
        case("(a + 1).sum()", NUMBER, a=[1.0, 2.0]),
        case("(a * 3).sum()", NUMBER, ARRIVES, a=[1.0, 2.0]),
        case("(a + k).sum()", PLAIN, a=[1.0, 2.0], arrays={"k": row}),
        case("(a * b).sum()", let={"c": "(a * b).sum()"}, backward=["c", "c"], a=[1.0, 2.0], b=row),
        case("(a + b).sum()", only="a + b", a=wide, b=wide),
        case("(a * b).sum()", only="a * b", a=wide, b=wide),
        case("(a + a).sum()", BOTH, TWICE, only="a + a", a=wide),
        case("(a * a + a).sum()", BOTH, TWICE, a=(3, 2)),
        case("((a + b) * k).sum()", ARRIVES, PLAIN, only="a + b", a=wide, b=wide, arrays={"k": wide}),
        case("((a * b) * k).sum()", ARRIVES, PLAIN, a=wide, b=wide, arrays={"k": wide}),
        case("(a.relu() * k).sum()", ARRIVES, PLAIN, only="a.relu()", a=(3, 4), arrays={"k": (3, 4)}),
        case("(a.relu() * b).sum()", ARRIVES, ZERO, a=corner, b=(3, 4)),
        case("(a.relu() * a).sum()", TWICE, a=(3, 4)),
        case("a.relu().relu().mean()", a=(3, 4)),
        case("(a @ b).sum()", only="a @ b", a=wide, b=(3, 4)),
        case("((a @ b) * k).sum()", ARRIVES, PLAIN, only="a @ b", a=wide, b=(3, 4), arrays={"k": (2, 4)}),
        case("((a @ b) * c).sum()", ARRIVES, a=(3, 3), b=(3, 3), c=(3, 3)),
        case("((a @ a) * b).mean()", ARRIVES, BOTH, TWICE, a=(3, 3), b=(3, 3)),
        case("((a @ b) @ c).sum()", ARRIVES, a=wide, b=(3, 4), c=(4, 2)),
        case("a @ b", ONE, a=(1, 3), b=(3, 1)),
        case("((a @ b) * c).sum()", a=(3, 1), b=(1, 2), c=(3, 2)),
        case("(a.sum() * 0.137)", NUMBER, ARRIVES, only="a.sum()", a=wide),
        case("(a.mean() * 0.137)", NUMBER, ARRIVES, only="a.mean()", a=wide),
        case("(a.sum() * b).sum()", ARRIVES, LEFT, a=wide, b=square),
        case("(a.mean() * b).mean()", ARRIVES, LEFT, a=wide, b=square),
        case("(b * a.sum()).sum()", ARRIVES, RIGHT, a=wide, b=square),
        case("(a * b).mean()", ARRIVES, a=wide, b=wide),
        case("a.sum() * a.mean()", ARRIVES, TWICE, a=wide),
        case("a.sum().sum() + a.mean().mean()", TWICE, a=square),
        case("((a * b) * k).sum()", ARRIVES, PLAIN, RIGHT, a=wide, b=(3,), arrays={"k": wide}),
        case("((a * b) * k).sum()", ARRIVES, PLAIN, LEFT, a=(3,), b=wide, arrays={"k": wide}),
        case("((a + b) * a).sum()", ARRIVES, RIGHT, TWICE, a=(4, 3), b=tall),
        case("((a + b) * k).sum()", ARRIVES, PLAIN, LEFT, a=tall, b=(4, 3), arrays={"k": (4, 3)}),
        case("((a + b) * k).sum()", ARRIVES, PLAIN, RIGHT, a=(4, 3), b=(1, 3), arrays={"k": (4, 3)}),
        case("((a * b) * k).sum()", ARRIVES, PLAIN, LEFT, RIGHT, a=tall, b=(1, 3), arrays={"k": (4, 3)}),
        case("((a + b) * k).sum()", ARRIVES, PLAIN, LEFT, RIGHT, a=(3,), b=(2, 1), arrays={"k": wide}),
        case("((a * b) * k).mean()", ARRIVES, PLAIN, RIGHT, a=(2, 4, 3), b=(1, 4, 1), arrays={"k": (2, 4, 3)}),
        case("((a + b) * k).sum()", ARRIVES, PLAIN, LEFT, a=tall, b=(2, 4, 3), arrays={"k": (2, 4, 3)}),
        case("((a * b) + b).sum()", RIGHT, TWICE, a=wide, b=()),
        case("a * b", a=(), b=()),
        case("((a + b) * b).sum()", ARRIVES, LEFT, TWICE, a=(1, 1), b=wide),
        case("(a * 2.5 + 1.0).mean()", NUMBER, a=square),
        case("(a * k + k).mean()", PLAIN, a=(3, 2), arrays={"k": (3, 1)}),
        case("((a + k) * 2).sum()", PLAIN, NUMBER, LEFT, a=(2,), arrays={"k": (3, 2)}),
        case("(a * k).sum()", PLAIN, "a plain array holds ints", a=(2,), arrays={"k": [3, -2]}),
        # a result that is used twice, one way longer than the other, and either way first
        case("(c * (c + a)).sum()", BETWEEN, ARRIVES, TWICE, let={"c": "a * b"}, a=square, b=square),
        case("((c + a) * c).sum()", BETWEEN, ARRIVES, TWICE, let={"c": "a * b"}, a=square, b=square),
        case("(c * c * c).mean()", BETWEEN, BOTH, ARRIVES, let={"c": "a.relu() + b"}, a=square, b=square),
        case("(c + c.relu() * a).sum()", BETWEEN, ARRIVES, TWICE, let={"c": "a + b"}, a=square, b=square),
        case("((a @ b + c).relu() @ d).sum()", ARRIVES, RIGHT, a=(3, 2), b=(2, 4), c=(4,), d=(4, 1)),
        case("c", TWICE, ARRIVES, let={"c": "((a * b) * a).sum()"}, backward=["c", "c"], a=square, b=square),
        case("c", ARRIVES, let={"c": "((a @ b).relu() * 3).mean()"}, backward=["c", "c", "c"], a=square, b=square),
        case("c", SHARED, ARRIVES, let={"c": "(a * b).sum()"}, backward=["c", "(a + a * b).mean()"], a=wide, b=wide),
        case("c", SHARED, ARRIVES, let={"c": "(a * b).sum()"}, backward=["(c * 3)", "c"], a=square, b=square),
        case("(a * a).sum()", BOTH, TWICE, WHOLE, OTHER, a=[rng.randint(1, 4), rng.randint(5, 9)]),
        case("(a * b).mean()", ARRIVES, WHOLE, OTHER, a=[[1, 2], [3, 5]], b=square),
        case("(a * b).sum()", "numbers came in as float32", OTHER, a=eighths, b=eighths, dtype="float32"),
        case("((a + b) * a).sum()", ARRIVES, RIGHT, TWICE, "numbers came in as lists", a=wide, b=(3,), lists=True),
    ]


def _expect_tensor_ops(asked: Question) -> list[Expected]:
    inputs, arrays = asked["inputs"], asked["arrays"]
    value, grads = _on_tables(json.dumps([inputs, arrays, asked["let"], asked["backward"]]))
    expected = [Expected("the value", value, is_array=True, key="value")]
    for name, data in inputs.items():
        others = [x for key, x in inputs.items() if key != name and shape(x) == shape(data)]
        about = {"its own number": data, "the number of elements": len(flat(data))}
        about |= {"the result": value} if shape(value) == () else {}
        about |= {"the other operand": others[0]} if others else {}
        if "k" in arrays and shape(arrays["k"]) == shape(data):
            about["the gradient that arrives"] = arrays["k"]
        if arrives := re.search(r"\* ([\d.]+)\)$", asked["backward"][0]):
            about["the gradient that arrives"] = float(arrives[1])
        expected.append(Expected("the gradient", grads[name], about, is_array=True, key=f"{name}.grad", where=f"of {name}"))
    return expected + [
        Expected("the type", "float64", key=f"type of {name}.data", where=f"of {name}.data") for name in inputs
    ]


@cache
def _on_tables(asked: str) -> tuple[Any, dict[str, Any]]:
    """Value and gradients of a question, as JSON, on arrays of Values. Each misconception is asked it again."""
    inputs, arrays, let, backward = json.loads(asked)
    scope: dict[str, Any] = {name: Table.of(data) for name, data in inputs.items()} | arrays
    for name, made in let.items():
        scope[name] = eval(made, {"__builtins__": {}}, scope)
    for expr in backward:
        root = eval(expr, {"__builtins__": {}}, scope)
        root.backward()
    return root.data, {name: scope[name].grad for name in inputs}


# Training.


def _draw_tensor_train(rng: random.Random) -> list[Question]:
    by_hand = {"X": [[1.0, 2.0]], "y": [1.0], "parameters": [[[0.5], [0.25]], [0.5], [[0.2]], [0.1]]}
    return [
        _training(by_hand | {"steps": 1, "lr": 0.1, "alpha": 0.5}),
        _training(by_hand | {"steps": 1, "lr": 0.1, "alpha": 0.0}),
        _training(by_hand | {"steps": 1, "lr": 0.2, "alpha": 0.0}),
        _training(by_hand | {"steps": 2, "lr": 0.1, "alpha": 0.0}),
        _draw_training(rng, 4, 8, 1),
        _draw_training(rng, 3, 6, 3),
        _draw_training(rng, 4, 7, 3),
        _draw_training(rng, 3, 5, 2, ints=True),
        _draw_training(rng, 1, 4, 3),
        _draw_training(rng, 3, 1, 2),
        _draw_training(rng, 2, 2, 2),
        _draw_training(rng, 3, 6, 4, lr=2.0),
        _draw_training(rng, 3, 6, 3, side=1),
        _draw_training(rng, 4, 8, 8),
    ]


def _draw_training(
    rng: random.Random, hidden: int, n: int, steps: int, lr: float | None = None, ints: bool = False, side: int = 0
) -> Question:
    """A run in which each parameter has a gradient, and no relu comes near its corner."""
    while True:
        y = [side or rng.choice([-1, 1]) for _ in range(n)]
        case = {
            "X": _array(rng, (n, 2)),
            "y": y if ints else [float(label) for label in y],
            "parameters": [_array(rng, of) for of in ((2, hidden), (hidden,), (hidden, 1), (1,))],
            "steps": steps,
            "lr": lr or round(rng.uniform(0.05, 0.2), 3),
            "alpha": round(rng.uniform(0.01, 0.05), 3),
        }
        _, first, nearest = _trained(json.dumps(case))
        if all(flat(first)) and nearest > 1e-6:
            return _training(case)


def _training(case: dict[str, Any]) -> Question:
    n, hidden, steps, lr, alpha = len(case["X"]), len(case["parameters"][1]), case["steps"], case["lr"], case["alpha"]
    run = f"{steps} step{'s' * (steps > 1)}, lr = {lr}, alpha = {alpha}, "
    if n == 1 and hidden == 1:
        named = {"X": case["X"], "y": case["y"]} | dict(zip(PARAMETERS, case["parameters"]))
        run += ", ".join(f"{name} = {show(array)}" for name, array in named.items())
    else:
        run += f"X of shape {(n, 2)}, w1 of shape {(2, hidden)}"
    vary = {
        "there is one step": steps == 1,
        "there are several steps": steps > 1,
        "alpha is not 0": alpha != 0,
        "there are several points": n > 1,
        "every label is 1": min(case["y"]) == 1,
        "the labels are ints": isinstance(case["y"][0], int),
        "the learning rate is large": lr > 1,
        "n and h are equal": n == hidden,
    }
    parts = {}
    for name in PARAMETERS:
        kind = ["it is a weight" if name[0] == "w" else "it is a bias", f"it is about {name}"]
        kind += ["it is about the hidden layer" if name[1] == "1" else "it is about the last layer"]
        parts[f"{name} after training"] = ["it is a parameter after the last step", *kind]
        parts[f"first gradient of {name}"] = ["it is a gradient of the first step", *kind]
    return question(run, *(tag for tag, holds in vary.items() if holds), parts=parts, **case)


def _expect_tensor_train(asked: Question) -> list[Expected]:
    names = ("X", "y", "parameters", "steps", "lr", "alpha")
    trail, first, _ = _trained(json.dumps({name: asked[name] for name in names}))
    n, lr, alpha = len(asked["X"]), asked["lr"], asked["alpha"]
    expected = []
    for i, (name, start) in enumerate(zip(PARAMETERS, asked["parameters"])):
        about = {"its value before training": start, "its value before the last step": trail[-2][i]}
        expected.append(Expected(f"{name} after training", trail[-1][i], about, is_array=True))
    for name, start, grad in zip(PARAMETERS, asked["parameters"], first):
        about = {"the learning rate": lr, "the number of points": n, "the parameter itself": start}
        about |= {"the penalty's part, 2 * alpha * parameter": _scaled(start, 2 * alpha)}
        about |= {"half of the penalty's part": _scaled(start, alpha)}
        expected.append(Expected(f"first gradient of {name}", grad, about, is_array=True))
    return expected


def _scaled(array: Any, k: float) -> Any:
    return [_scaled(each, k) for each in array] if isinstance(array, list) else k * array


@cache
def _trained(asked: str) -> tuple[list[list[Any]], list[Any], float]:
    """On arrays of Values: parameters before and after each step, first gradients, how near a relu came to its corner."""
    case = json.loads(asked)
    X, minus_y = Table.of(case["X"]), Table.of([[-label] for label in case["y"]])
    first: list[Any] = []
    trail, nearest = [case["parameters"]], math.inf
    for _ in range(case["steps"]):
        w1, b1, w2, b2 = tables = [Table.of(p) for p in trail[-1]]
        before = X @ w1 + b1
        margins = (before.relu() @ w2 + b2) * minus_y + 1
        loss = margins.relu().mean()
        for p in tables:
            loss = loss + (p * p).sum() * case["alpha"]
        loss.backward()
        nearest = min(nearest, *(abs(value) for table in (before, margins) for value in flat(table.data)))
        first = first or [p.grad for p in tables]
        trail.append([_moved(p, case["lr"]) for p in tables])
    return trail, first, nearest


def _moved(p: Table, lr: float) -> Any:
    return _each(lambda value: value.data - lr * (value.grad or 0.0), p.values).tolist()


ARRAY = (int, float, list)

TASKS = by_name(
    Task(
        LAB,
        "new_operator",
        _draw_new_operator,
        "Your operator is right: value and derivative, on both sides of 0 where it has both, alone and inside formulas.",
        judge_answer=_judge_new_operator,
        form={"operator": str},
        names=("Value", "operator_name", "new_operator"),
    ),
    Task(
        LAB,
        "unbroadcast",
        _draw_unbroadcast,
        "Your unbroadcast is right: axes in front, stretched axes, both at once, and nothing to do.",
        expect=_expect_unbroadcast,
        form={"the sum": ARRAY},
    ),
    Task(
        LAB,
        "tensor_ops",
        _draw_tensor_ops,
        "Your Tensor is right: every operation, stretched either way, shared tensors, and backward called again.",
        expect=_expect_tensor_ops,
        form={"value": ARRAY},
        names=("Tensor",),
        builds_on=("unbroadcast",),
    ),
    Task(
        LAB,
        "tensor_train",
        _draw_tensor_train,
        "Your training is right: the four gradients of the first step and the four arrays after the last one.",
        expect=_expect_tensor_train,
        builds_on=("unbroadcast", "tensor_ops"),
    ),
)
check = Check(TASKS)
