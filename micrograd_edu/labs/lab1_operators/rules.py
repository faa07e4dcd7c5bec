"""Differentiation rules as data: the right ones, and wrong ones for engines to hunt bugs in.

`make_engine` turns a table of rules into an engine. This file stays on the judge's side.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

Rules = dict[str, list[Any]]

# operator: forward value, local derivative for each operand. Lists, so that they survive JSON unchanged.
# `a`, `b` operands, `n` exponent, `y` result.
RULES: Rules = {
    "add": ["a + b", ["1.0", "1.0"]],
    "mul": ["a * b", ["b", "a"]],
    "pow": ["a ** n", ["n * a ** (n - 1) if n else 0.0"]],
    "relu": ["a if a > 0 else 0.0", ["1.0 if a > 0 else 0.0"]],
    "exp": ["exp(a)", ["y"]],
    "log": ["log(a)", ["1 / a"]],
    "tanh": ["tanh(a)", ["1 - y * y"]],
}

# what follows from the operators: `x` is the value itself, `o` the other operand, a Value or a number
SUGAR = {
    "__neg__": "x * -1",
    "__sub__": "x + o * -1",
    "__rsub__": "x * -1 + o",
    "__truediv__": "x * o ** -1",
    "__rtruediv__": "x ** -1 * o",
    "__radd__": "x + o",
    "__rmul__": "x * o",
}

# operator: name: its wrong derivatives
WRONG: dict[str, dict[str, list[str]]] = {
    "add": {"one_sided": ["1.0", "0.0"]},
    "mul": {"one_sided": ["b", "0.0"], "swapped": ["a", "b"]},
    "pow": {
        "without_factor": ["a ** (n - 1)"],
        "exponent_not_lowered": ["n * a ** n"],
        "only_squares": ["2 * a"],
    },
    "relu": {"leaks": ["1.0 if a > 0 else 0.01"], "open_everywhere": ["1.0"]},
    "exp": {"slope_one": ["1.0"]},
    "log": {"squared": ["1 / a ** 2"], "inverted": ["a"]},
    "tanh": {
        "from_input": ["1 - a * a"],
        "not_squared": ["1 - y"],
        "like_sigmoid": ["y * (1 - y)"],
        "sign": ["y * y - 1"],
    },
}


def with_wrong_rule(op: str, name: str) -> Rules:
    """All rules, with one operator's derivatives replaced."""
    return {**RULES, op: [RULES[op][0], WRONG[op][name]]}


# One of each row is broken: a wrong rule that hides from a weak test. In turn: from those who look at the first operand
# only, at two equal operands only, who test squares only, positive numbers only, the point 1 or 0 only; the last row is
# wrong nearly everywhere.
HUNTED = (
    (("add", "one_sided"), ("mul", "one_sided")),
    (("mul", "swapped"),),
    (("pow", "only_squares"),),
    (("relu", "leaks"), ("relu", "open_everywhere")),
    (("log", "squared"), ("exp", "slope_one")),
    (("tanh", "from_input"), ("tanh", "not_squared"), ("tanh", "like_sigmoid")),
)


def draw_engines(rng: random.Random) -> list[Rules]:
    """The rules of eight engines, six of them broken."""
    engines = [*(with_wrong_rule(*rng.choice(row)) for row in HUNTED), RULES, RULES]
    rng.shuffle(engines)
    return engines


Slope = tuple[float, float, float]


def unseen_rule(
    rng: random.Random, wrong: Callable[[Slope, Slope], Sequence[Slope]] | None = None, size: float = 1.0
) -> list[Any]:
    """An operator that nobody has seen before: f(a, b) = p a b + q sin(r a) + s cos(t b) + u a + v b, times `size`.

    No two engines share it, so what others compute says nothing about it. For these a and b between 1 and 2 in size, neither
    derivative is near 0.

    Parameters
    ----------
    rng : random.Random
        Where its numbers come from.
    wrong : callable, optional
        Takes the factors of the derivatives' terms, p b + q r cos(r a) + u and p a - s t sin(t b) + v; returns wrong ones.
    size : float
        Of all its values.
    """
    p, q, s, u, v = (rng.choice([-1, 1]) * round(rng.uniform(*of), 4) for of in ((0.8, 1.6), *[(0.1, 0.25)] * 4))
    r, t = (round(rng.uniform(0.5, 1.5), 4) for _ in "rt")
    da, db = (p, q * r, u), (p, -s * t, v)
    forward = _sum(size, (p, q, s, u, v), ("a * b", f"sin({r} * a)", f"cos({t} * b)", "a", "b"))
    terms = (("b", f"cos({r} * a)", "1.0"), ("a", f"sin({t} * b)", "1.0"))
    slopes = wrong(da, db) if wrong else (da, db)
    return [forward, [_sum(size, slope, each) for slope, each in zip(slopes, terms)]]


def _sum(size: float, factors: Sequence[float], terms: Sequence[str]) -> str:
    return " + ".join(f"{size * round(factor, 9)!r} * {term}" for factor, term in zip(factors, terms))


BOUNDED = ("tanh(a)", "tanh(y)", "cos(a)", "cos(y)", "sin(a)", "sin(y)", "atan(a)", "atan(y)")

# 0 up to rounding for every such t and every k above 0, which no simplification finds that does not know these functions
NOTHINGS = (
    "hypot({t}, {k}) - sqrt({t} * {t} + {k} * {k})",
    "log1p({t} * {t} * {k}) - log(1.0 + {t} * {t} * {k})",
    "atan2({t}, {k}) - atan({t} / {k})",
    "degrees(radians({t} * {k})) - {t} * {k}",
    "expm1(cos({t} * {k})) - exp(cos({t} * {k})) + 1.0",
    "copysign({k}, {t}) * copysign(1.0, {t}) - {k}",
    "fabs({t} * {k}) - copysign({t} * {k}, 1.0)",
)


def respelled(rules: Rules, rng: random.Random) -> Rules:
    """The same rules in other words, drawn anew each time.

    The rules travel to the student's process, where an engine is made of them. Spelt alike, eight engines would give the
    broken rule away by a majority vote over texts, without a derivative taken. So no two texts are alike, nor are they once
    a computer algebra system has put them into its own form. What is computed is the same up to rounding.
    """
    return {op: [forward, [_respell(slope, rng) for slope in slopes]] for op, (forward, slopes) in rules.items()}


def _respell(expr: str, rng: random.Random) -> str:
    for nothing in rng.sample(NOTHINGS, 3):
        term = f"{rng.choice('+-')} {_number(rng)} * ({nothing.format(t=rng.choice(BOUNDED), k=_number(rng))})"
        expr = rng.choice([f"({expr}) {term}", f"0.0 {term} + ({expr})", f"({expr}) * (1.0 {term})"])
    return expr


def _number(rng: random.Random) -> float:
    return round(rng.uniform(0.2, 1.8), 3)
