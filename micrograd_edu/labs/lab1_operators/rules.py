"""Differentiation rules as data: the right ones, and the wrong ones that people really write.

`make_engine` turns a table of rules into an engine. The judge uses wrong tables to recognise a misconception by
its numbers, and the bug hunt hands engines with one wrong rule to the student. This file stays on the judge's side.
"""

from __future__ import annotations

from typing import Any

from micrograd_edu.labs.lab1_operators.probes import make_engine

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

# operator: misconception: its rule. The names are those of `hints.toml`.
WRONG_RULES: dict[str, dict[str, list[Any]]] = {
    "add": {
        "no_parents": ["a + b", ["0.0", "0.0"]],
        "add_like_mul": ["a + b", ["b", "a"]],
        "add_one_sided": ["a + b", ["1.0", "0.0"]],
        "local_grad_is_result": ["a + b", ["y", "y"]],
    },
    "mul": {
        "no_parents": ["a * b", ["0.0", "0.0"]],
        "mul_swapped": ["a * b", ["a", "b"]],
        "mul_like_add": ["a * b", ["1.0", "1.0"]],
        "mul_one_sided": ["a * b", ["b", "0.0"]],
        "local_grad_is_result": ["a * b", ["y", "y"]],
    },
    "pow": {
        "no_parents": ["a ** n", ["0.0"]],
        "pow_without_factor": ["a ** n", ["a ** (n - 1)"]],
        "pow_exponent_not_lowered": ["a ** n", ["n * a ** n"]],
        "pow_precedence": ["a ** n", ["n * a ** n - 1"]],
        "pow_factor_lowered": ["a ** n", ["(n - 1) * a ** (n - 1)"]],
        "pow_only_squares": ["a ** n", ["2 * a"]],
        "pow_like_exp": ["a ** n", ["y * log(a)"]],
        "local_grad_is_result": ["a ** n", ["y"]],
    },
    "relu": {
        "no_parents": ["a if a > 0 else 0.0", ["0.0"]],
        "relu_passes_data": ["a if a > 0 else 0.0", ["a if a > 0 else 0.0"]],
        "relu_slope_is_input": ["a if a > 0 else 0.0", ["a"]],
        "relu_slope_everywhere": ["a if a > 0 else 0.0", ["1.0"]],
        "relu_slope_at_zero": ["a if a > 0 else 0.0", ["1.0 if a >= 0 else 0.0"]],
        "relu_inverted": ["a if a > 0 else 0.0", ["0.0 if a > 0 else 1.0"]],
        "relu_leaks": ["a if a > 0 else 0.0", ["1.0 if a > 0 else 0.01"]],
        "relu_is_abs": ["abs(a)", ["1.0 if a > 0 else -1.0"]],
    },
    "exp": {
        "no_parents": ["exp(a)", ["0.0"]],
        "exp_power_rule": ["exp(a)", ["a * exp(a - 1)"]],
        "exp_from_input": ["exp(a)", ["a"]],
        "exp_slope_one": ["exp(a)", ["1.0"]],
    },
    "log": {
        "no_parents": ["log(a)", ["0.0"]],
        "log_from_output": ["log(a)", ["1 / y"]],
        "log_squared": ["log(a)", ["1 / a ** 2"]],
        "log_slope_inverted": ["log(a)", ["a"]],
    },
    "tanh": {
        "no_parents": ["tanh(a)", ["0.0"]],
        "tanh_from_input": ["tanh(a)", ["1 - a * a"]],
        "tanh_not_squared": ["tanh(a)", ["1 - y"]],
        "tanh_square_of_difference": ["tanh(a)", ["(1 - y) ** 2"]],
        "tanh_like_sigmoid": ["tanh(a)", ["y * (1 - y)"]],
        "tanh_sign": ["tanh(a)", ["y * y - 1"]],
        "local_grad_is_result": ["tanh(a)", ["y"]],
    },
}

# misconception: the sugar that differs
WRONG_SUGAR: dict[str, dict[str, str]] = {
    "reflected_copies": {"__rsub__": SUGAR["__sub__"], "__rtruediv__": SUGAR["__truediv__"]},
    "rsub_copies_sub": {"__rsub__": SUGAR["__sub__"]},
    "rtruediv_copies_truediv": {"__rtruediv__": SUGAR["__truediv__"]},
    "sub_inverted": {"__sub__": "x * -1 + o"},
    "division_inverted": {"__truediv__": "x ** -1 * o"},
    "rdiv_forgets_number": {"__rtruediv__": "x ** -1"},
    "neg_leaves_graph": {"__neg__": "Value(-x.data)"},
    "sub_leaves_graph": {"__sub__": "Value(x.data - (o.data if hasattr(o, 'data') else o))"},
    "div_leaves_graph": {"__truediv__": "Value(x.data / (o.data if hasattr(o, 'data') else o))"},
}


def with_wrong_rule(op: str, misconception: str) -> Rules:
    """All rules, with one operator's replaced."""
    return {**RULES, op: WRONG_RULES[op][misconception]}


def wrong_engines(ops: tuple[str, ...]) -> list[tuple[str, type]]:
    """One engine for each known misconception about these operators, with its name."""
    return [(name, make_engine(with_wrong_rule(op, name), SUGAR)) for op in ops for name in WRONG_RULES[op]]


def engines_with_wrong_sugar() -> list[tuple[str, type]]:
    """One engine for each known misconception about the derived operators, with its name."""
    through_neg = {**WRONG_SUGAR["neg_leaves_graph"], "__sub__": "x + -o", "__rsub__": "-x + o"}
    wrong_sugar = [*WRONG_SUGAR.items(), ("neg_leaves_graph", through_neg)]
    return [(name, make_engine(RULES, {**SUGAR, **wrong})) for name, wrong in wrong_sugar]
