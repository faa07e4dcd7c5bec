"""The checks of lab 1: operators, the chain rule, and proof.

    check("mul", Value)        # in the notebook, right below the task

Every operator is judged by its value and by the derivatives that travel back through the graph it builds; `backward` by
the gradients it leaves on graphs whose local derivatives are given; `gradcheck` by numbers and verdicts; `bug_hunt` by
the answers on engines that nobody has seen before.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.check import Check, check_in_notebook, error_row
from micrograd_edu.checks.graphs import FLAWS, draw_graphs, flawed_gradients, graph_text, reference_gradients
from micrograd_edu.labs.lab1_operators.probes import function, make_engine
from micrograd_edu.labs.lab1_operators.rules import (
    RULES,
    SUGAR,
    engines_with_wrong_sugar,
    with_wrong_rule,
    wrong_engines,
)
from micrograd_edu.checks.verdict import Row, Verdict, compare, is_close, row
from micrograd_edu.engine import Value
from micrograd_edu.gradcheck import close, gradcheck, numerical_gradient

LAB = "lab1_operators"


def check(task: str, *objects: Any) -> None:
    """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL.

    Parameters
    ----------
    task : str
        The task's id, for example "mul".
    *objects
        What you defined for it, for example `Value`.
    """
    check_in_notebook(CHECKS, task, objects)


def suspects(seed: int = 0) -> dict[str, type]:
    """Eight engines for the bug hunt, named A to H: some are sound, in the others one operator's derivative is wrong."""
    engines = _draw_engines(random.Random(seed))
    return {letter: make_engine(rules, SUGAR) for letter, rules in zip("ABCDEFGH", engines)}


# Drawing numbers: away from 0 (kinks, division) and from 1 (where many wrong rules happen to be right).


def _positive(rng: random.Random) -> float:
    return round(rng.choice([rng.uniform(0.3, 0.8), rng.uniform(1.3, 2.4)]), 3)


def _signed(rng: random.Random) -> float:
    return rng.choice([-1, 1]) * _positive(rng)


def _above_one(rng: random.Random) -> float:
    return round(rng.uniform(1.2, 1.9), 3)


# Operators.


def _case(expr: str, **inputs: float) -> dict[str, Any]:
    return {"expr": expr, "inputs": inputs}


def _draw_add(rng: random.Random) -> list[dict[str, Any]]:
    exprs = ["a + b", "a + a", f"a + {_signed(rng)}", "a + b + a", "(a + b) + (a + b)"]
    return [_case(expr, a=_signed(rng), b=_signed(rng)) for expr in exprs]


def _draw_mul(rng: random.Random) -> list[dict[str, Any]]:
    exprs = ["a * b", "a * a", f"a * {_signed(rng)}", "a * b * a", "(a * b) * (a * b)"]
    return [_case(expr, a=_signed(rng), b=_signed(rng)) for expr in exprs]


def _draw_pow(rng: random.Random) -> list[dict[str, Any]]:
    n = round(rng.uniform(1.4, 3.4), 2)
    return [
        _case("a ** 2", a=_signed(rng)),
        _case("a ** 3", a=_signed(rng)),
        _case(f"a ** {n}", a=_positive(rng)),
        _case("a ** -1", a=_signed(rng)),
        _case(f"a ** -{n}", a=_positive(rng)),
        _case("a ** 0.5", a=_positive(rng)),
        _case("(a ** 3) ** 0.5", a=_positive(rng)),
    ]


def _draw_relu(rng: random.Random) -> list[dict[str, Any]]:
    inputs = [_positive(rng), -_positive(rng), _positive(rng), -_positive(rng)]
    return [
        *(_case("a.relu()", a=x) for x in inputs),
        *(_case("a.relu().relu()", a=x) for x in inputs[:2]),
        _case("a.relu()", a=0.0),
    ]


def _draw_exp_log_tanh(rng: random.Random) -> list[dict[str, Any]]:
    signed = ["a.exp()", "a.tanh()", "a.tanh().exp()", "a.exp().log()", "a.tanh().tanh()"]
    positive = ["a.log()", "a.log().tanh()", "a.log().exp()"]
    return [*(_case(expr, a=_signed(rng)) for expr in signed), *(_case(expr, a=_positive(rng)) for expr in positive)]


def _draw_derived(rng: random.Random) -> list[dict[str, Any]]:
    k = _positive(rng)
    exprs = ["-a", "a - b", "a / b", f"a - {k}", f"a / {k}", f"{k} + a", f"{k} * a", f"{k} - a", f"{k} / a"]
    exprs += ["a - a", "(a - b) / a", "sum([a, b, a])"]
    return [_case(expr, a=_signed(rng), b=_signed(rng)) for expr in exprs]


def _reference(case: dict[str, Any], Value: type) -> tuple[float, list[float]]:
    """Value and gradient of a case on any engine."""
    inputs = [Value(x) for x in case["inputs"].values()]
    out = _of_case(case)(*inputs)
    out.backward()
    return out.data, [0.0 if x.grad is None else x.grad for x in inputs]


def _of_case(case: dict[str, Any]) -> Callable[..., Any]:
    return eval(f"lambda {', '.join(case['inputs'])}: {case['expr']}", {"sum": sum})


def _judge_operators(wrong: Callable[[], list[tuple[str, type]]]) -> Callable[[str, Any, Any], Verdict]:
    def judge(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
        rows, hint = [], None
        for case, answer in zip(cases, found, strict=True):
            value, gradient = _reference(case, Value)
            _second_opinion(case)
            inputs = ", ".join(f"{name}={x}" for name, x in case["inputs"].items())
            asked = f"{case['expr']} at {inputs}"
            if "error" in answer:
                failed, its_hint = error_row(asked, answer["error"], f"{value:.6g}")
                rows.append(failed)
                # in an operator, too deep a recursion is one that never ends
                hint = hint or {"recursion_depth": "operator_calls_itself"}.get(its_hint, its_hint)
                continue
            rows.append(row(f"{asked}: value", answer["value"], value))
            for name, expected in zip(case["inputs"], gradient):
                rows.append(row(f"{asked}: d/d{name}", answer["grads"][name], expected))
        if hint is None and not all(r.ok for r in rows):
            hint = _matching_engine(cases, found, wrong())
        return compare(task, rows, hint)

    return judge


def _second_opinion(case: dict[str, Any]) -> None:
    """Finite differences must confirm the reference before it is held against anybody. 0 is relu's kink: no opinion."""
    xs = list(case["inputs"].values())
    if 0.0 not in xs and not gradcheck(_of_case(case), xs):
        raise RuntimeError(f"the reference engine and finite differences disagree on {case}: nothing can be judged.")


def _matching_engine(cases: list[dict[str, Any]], found: Any, engines: list[tuple[str, type]]) -> str | None:
    """The misconception whose engine gives the student's numbers on every case."""
    answers = [[answer.get("value"), *answer.get("grads", {}).values()] for answer in found]
    for name, engine in engines:
        try:
            predicted = [[value, *gradient] for value, gradient in (_reference(case, engine) for case in cases)]
        except (ArithmeticError, ValueError, TypeError):
            continue  # this wrong rule cannot even be evaluated here
        if all(len(yours) == len(theirs) and all(map(is_close, yours, theirs)) for yours, theirs in zip(answers, predicted)):
            return name
    return None


# Backward.


def _judge_backward(task: str, graphs: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint_of_error = [], None
    for graph, answer in zip(graphs, found):
        asked = graph_text(graph)
        if "error" in answer:
            failed, hint_of_error = error_row(asked, answer["error"], "gradients")
            rows.append(failed)
            continue
        for call, (expected, yours) in enumerate(zip(reference_gradients(graph), answer["grads"], strict=True), 1):
            when = f" after call {call}" if graph["calls"] > 1 else ""
            rows += [row(f"{asked}: {name}.grad{when}", yours[name], expected[name]) for name in graph["report"]]
    if len(found) < len(graphs) and all(r.ok for r in rows):
        raise ValueError("evidence for some of the graphs is missing")
    if all(r.ok for r in rows):
        return compare(task, rows)
    # wrong numbers on small graphs say more than an error on a large one
    flaw = next((flaw for flaw in FLAWS if _has_flaw(graphs, found, flaw)), None)
    return compare(task, rows, TOO_EARLY.get(flaw, flaw) or hint_of_error)


# other orders in which a value speaks before all of its messages have arrived
TOO_EARLY = {"preorder": "level_order", "seen_on_push": "level_order"}


def _has_flaw(graphs: list[dict[str, Any]], found: Any, flaw: str) -> bool:
    """Whether a `backward` with this flaw leaves just the student's gradients, on all small graphs."""
    small = [(graph, answer) for graph, answer in zip(graphs, found) if len(graph["nodes"]) <= 20 and "grads" in answer]
    for graph, answer in small:
        if not any(
            all(
                is_close(0.0 if yours[name] is None else yours[name], expected[name])
                for yours, expected in zip(answer["grads"], predicted)
                for name in graph["report"]
            )
            for predicted in flawed_gradients(graph, flaw)
        ):
            return False
    return bool(small)


# Gradient checking.


def _draw_gradcheck(rng: random.Random) -> dict[str, Any]:
    k = _positive(rng)
    x, y = _positive(rng), _signed(rng)
    numerical = [
        {"expr": f"{k} * x ** 3 + x * y", "names": ["x", "y"], "xs": [x, y], "h": 0.1},
        {"expr": "exp(x) * y - sin(z)", "names": ["x", "y", "z"], "xs": [_signed(rng) for _ in range(3)], "h": 0.05},
        {"expr": "tanh(x) + x ** 2", "names": ["x"], "xs": [_signed(rng)], "h": 0.02},
    ]
    slightly = {**RULES, "mul": ["a * b", ["b", "1.0003 * a"]]}  # a relative tolerance of 1e-4 has to see it
    last_only = {**RULES, "mul": ["a * b", ["b", "a + 1"]]}
    too_steep = {**RULES, "exp": ["exp(a)", ["2 * y"]]}
    cases = [
        ("x * y + x", RULES),
        ("(x * y).tanh() + y.exp() * x", RULES),
        (f"(x * {k}).log() - y * y / x", RULES),
        ("(x + 20).exp() * y", RULES),
        ("(y * 0.01 + 2) ** 3 + x", RULES),
        ("x * y * y", slightly),
        ("x * y", last_only),
        ("x.exp() + y", too_steep),
        ("(x * y).tanh() * 0.00003", with_wrong_rule("tanh", "tanh_from_input")),
        ("x.log() + y", with_wrong_rule("log", rng.choice(["log_squared", "log_slope_inverted"]))),
        ("(x + y).tanh()", with_wrong_rule("tanh", "tanh_sign")),
        ("(x ** 3) * y", with_wrong_rule("pow", rng.choice(["pow_without_factor", "pow_exponent_not_lowered"]))),
    ]
    cases = [
        {"expr": expr, "names": ["x", "y"], "xs": [_above_one(rng), -_above_one(rng)], "rules": rules, "sugar": SUGAR}
        for expr, rules in cases
    ]
    # x cancels: its derivative is 0 and its estimate is rounding, so only a floor lets the two agree
    x = _rounding_shows(rng, CANCELS, (1e-6, 1e-5, 1e-4))
    cases.append({"expr": CANCELS, "names": ["x", "y"], "xs": [x, 0.7], "rules": RULES, "sugar": SUGAR})
    # every derivative is 0, and far too small a step sees anything but that
    both = [_rounding_shows(rng, BOTH_CANCEL, (1e-13,)), 0.7]
    cases.append({"expr": BOTH_CANCEL, "names": ["x", "y"], "xs": both, "rules": RULES, "sugar": SUGAR})
    # an input that is not used has no gradient at all
    cases.append({"expr": "x ** 2 * 3", "names": ["x", "y"], "xs": [x, 0.7], "rules": RULES, "sugar": SUGAR})
    rng.shuffle(cases)
    return {"numerical": numerical, "gradcheck": cases}


CANCELS = "x * 100 + 0.3 - x * 100 + y"
BOTH_CANCEL = "(x + y) * 10 - x * 10 - y * 10"


def _rounding_shows(rng: random.Random, expr: str, steps: tuple[float, ...]) -> float:
    """An x at which the estimate of a derivative of 0 is not 0 with any of these steps."""
    f = function(expr, ["x", "y"])
    for _ in range(20_000):  # some expressions show it at a few of the inputs only
        x = _above_one(rng)
        if all(numerical_gradient(f, [x, 0.7], h)[0] != 0 for h in steps):
            return x
    raise RuntimeError(f"{expr} shows no rounding: draw another expression.")


# what people write instead of (f(x + h) - f(x - h)) / 2h
WRONG_DIFFERENCES: dict[str, Callable[[Callable[..., float], list[float], int, float], float]] = {
    "forward_difference": lambda f, xs, i, h: (f(*_nudged(xs, i, h)) - f(*xs)) / h,
    "backward_difference": lambda f, xs, i, h: (f(*xs) - f(*_nudged(xs, i, -h))) / h,
    "times_h": lambda f, xs, i, h: (f(*_nudged(xs, i, h)) - f(*_nudged(xs, i, -h))) / 2 * h,
    "divides_by_h": lambda f, xs, i, h: (f(*_nudged(xs, i, h)) - f(*_nudged(xs, i, -h))) / h,
    "does_not_divide": lambda f, xs, i, h: f(*_nudged(xs, i, h)) - f(*_nudged(xs, i, -h)),
    "difference_sign": lambda f, xs, i, h: (f(*_nudged(xs, i, -h)) - f(*_nudged(xs, i, h))) / (2 * h),
    "nudges_all": lambda f, xs, i, h: (f(*[x + h for x in xs]) - f(*[x - h for x in xs])) / (2 * h),
}


def _nudged(xs: list[float], i: int, h: float) -> list[float]:
    return [x + h if j == i else x for j, x in enumerate(xs)]


# how people compare, given the analytic gradient and the estimate
WRONG_COMPARISONS: dict[str, Callable[[list[float], list[float]], bool]] = {
    "gradcheck_always_true": lambda gs, ns: True,
    "gradcheck_always_false": lambda gs, ns: False,
    "gradcheck_first_only": lambda gs, ns: close(gs[0], ns[0]),
    "gradcheck_any": lambda gs, ns: any(map(close, gs, ns)),
    "gradcheck_last_only": lambda gs, ns: close(gs[-1], ns[-1]),
    "gradcheck_sum": lambda gs, ns: close(sum(gs), sum(ns)),
    "gradcheck_magnitude": lambda gs, ns: all(close(abs(g), abs(n)) for g, n in zip(gs, ns)),
    "tolerance_absolute": lambda gs, ns: all(abs(g - n) <= 1e-6 for g, n in zip(gs, ns)),
    "tolerance_absolute_tight": lambda gs, ns: all(abs(g - n) <= 1e-8 for g, n in zip(gs, ns)),
    "tolerance_no_floor": lambda gs, ns: all(abs(g - n) <= 1e-5 * max(abs(g), abs(n)) for g, n in zip(gs, ns)),
    "tolerance_loose": lambda gs, ns: all(abs(g - n) <= 1e-2 * max(abs(g), abs(n)) for g, n in zip(gs, ns)),
    "tolerance_loose_floored": lambda gs, ns: all(abs(g - n) <= 1e-6 + 1e-3 * max(abs(g), abs(n)) for g, n in zip(gs, ns)),
    "tolerance_loose_absolute": lambda gs, ns: all(abs(g - n) <= 1e-3 for g, n in zip(gs, ns)),
    "tolerance_signed": lambda gs, ns: all(abs(g - n) <= 1e-6 + 1e-5 * max(g, n) for g, n in zip(gs, ns)),
    "gradcheck_no_abs": lambda gs, ns: all(g - n <= 1e-6 + 1e-5 * max(abs(g), abs(n)) for g, n in zip(gs, ns)),
    "gradcheck_no_abs_turned_round": lambda gs, ns: all(n - g <= 1e-6 + 1e-5 * max(abs(g), abs(n)) for g, n in zip(gs, ns)),
    "gradcheck_no_backward": lambda gs, ns: all(close(0.0, n) for n in ns),
    "gradcheck_inverted": lambda gs, ns: not all(map(close, gs, ns)),
}
SAME_HINT = {
    "tolerance_absolute_tight": "tolerance_absolute",
    "tolerance_loose_floored": "tolerance_loose",
    "tolerance_loose_absolute": "tolerance_loose",
    "gradcheck_no_abs_turned_round": "gradcheck_no_abs",
}


def _judge_gradcheck(task: str, cases: dict[str, Any], found: Any) -> Verdict:
    rows, hint = [], None
    for case, answer in zip(cases["numerical"], found["numerical"], strict=True):
        f = function(case["expr"], case["names"])
        expected = numerical_gradient(f, case["xs"], case["h"])
        inputs = ", ".join(f"{name}={x}" for name, x in zip(case["names"], case["xs"]))
        asked = f"numerical_gradient of {case['expr']} at {inputs}, h={case['h']}"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], str(expected))
            rows.append(failed)
            hint = hint or its_hint
            continue
        yours = answer["gradient"]
        if len(yours) != len(expected):
            rows.append(Row(asked, f"{len(yours)} numbers", f"{len(expected)} numbers", False))
            continue
        rows += [row(f"{asked}: d/d{name}", g, e) for name, g, e in zip(case["names"], yours, expected)]
        if answer["xs"] != case["xs"]:
            rows.append(Row(f"{asked}: xs afterwards", str(answer["xs"]), str(case["xs"]), False))
            hint = hint or "changes_inputs"
    numerical_is_right = all(r.ok for r in rows)
    hint = hint or (None if numerical_is_right else _wrong_difference(cases["numerical"], found["numerical"]))
    analyses = [_analyse(case) for case in cases["gradcheck"]]
    for (asked, expected, _, _), answer in zip(analyses, found["gradcheck"], strict=True):
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], str(expected))
            rows.append(failed)
            hint = hint or its_hint
        else:
            yours = answer["passed"]
            rows.append(Row(asked, str(yours), str(expected), yours is expected))
    if hint is None and numerical_is_right and not all(r.ok for r in rows):
        answers = [answer.get("passed") for answer in found["gradcheck"]]
        matching = [name for name, says in WRONG_COMPARISONS.items() if [says(g, n) for *_, g, n in analyses] == answers]
        hint = SAME_HINT.get(matching[0], matching[0]) if matching else None
        if hint is None and any(answers == _with_step(h, cases["gradcheck"]) for h in (0.1, 0.03, 0.01, 0.003, 0.001)):
            hint = "h_too_large"
    return compare(task, rows, hint)


def _with_step(h: float, cases: list[dict[str, Any]]) -> list[bool]:
    """What a gradcheck says whose step is h."""
    answers = []
    for case in cases:
        f, engine = function(case["expr"], case["names"]), make_engine(case["rules"], case["sugar"])
        inputs = [engine(x) for x in case["xs"]]
        f(*inputs).backward()
        estimates = numerical_gradient(lambda *xs, f=f, engine=engine: f(*map(engine, xs)).data, case["xs"], h)
        answers.append(all(close(x.grad or 0.0, n) for x, n in zip(inputs, estimates)))
    return answers


def _analyse(case: dict[str, Any]) -> tuple[str, bool, list[float], list[float]]:
    """What was asked, the right verdict, the engine's gradient and the estimate."""
    engine = make_engine(case["rules"], case["sugar"])
    result = gradcheck(function(case["expr"], case["names"]), case["xs"], Value=engine)
    sound = case["rules"] == RULES
    if bool(result) is not sound:
        raise RuntimeError(f"the reference gradcheck is wrong about {case}: nothing can be judged.")
    inputs = ", ".join(f"{name}={x}" for name, x in zip(case["names"], case["xs"]))
    kind = "a sound engine" if sound else "an engine with one wrong derivative"
    return f"gradcheck of {case['expr']} at {inputs} on {kind}", sound, result.analytic, result.numerical[1e-5]


def _wrong_difference(cases: list[dict[str, Any]], found: Any) -> str | None:
    answers = [answer.get("gradient") for answer in found]
    for name, difference in WRONG_DIFFERENCES.items():
        predicted = [
            [difference(function(case["expr"], case["names"]), case["xs"], i, case["h"]) for i in range(len(case["xs"]))]
            for case in cases
        ]
        if all(
            yours is not None and len(yours) == len(theirs) and all(map(is_close, yours, theirs))
            for yours, theirs in zip(answers, predicted)
        ):
            return name
    exact = [numerical_gradient(function(case["expr"], case["names"]), case["xs"], 1e-5) for case in cases]
    if all(
        yours is not None
        and len(yours) == len(theirs)
        and all(type(g) is float and abs(g - e) < 1e-3 for g, e in zip(yours, theirs))
        for yours, theirs in zip(answers, exact)
    ):
        return "ignores_h"
    return None


# The bug hunt.

OPERATORS = tuple(RULES)
# One of each row is broken: a wrong rule that hides from a weak test. In turn: from those who look at the first operand
# only, who test squares only, positive numbers only, the point 1 or 0 only; the last row is wrong nearly everywhere.
HUNTED = (
    (("add", "add_one_sided"), ("mul", "mul_one_sided")),
    (("pow", "pow_only_squares"),),
    (("relu", "relu_leaks"), ("relu", "relu_slope_everywhere")),
    (("log", "log_squared"), ("exp", "exp_slope_one")),
    (("tanh", "tanh_from_input"), ("tanh", "tanh_not_squared"), ("tanh", "tanh_like_sigmoid")),
)


def _draw_engines(rng: random.Random) -> list[dict[str, Any]]:
    broken = [with_wrong_rule(*rng.choice(row)) for row in HUNTED]
    engines = [*broken, RULES, RULES, RULES]
    rng.shuffle(engines)
    return engines


def _draw_bug_hunt(rng: random.Random) -> dict[str, Any]:
    return {"engines": _draw_engines(rng), "sugar": SUGAR}


def _broken_operator(rules: dict[str, Any]) -> str | None:
    return next((op for op in OPERATORS if rules[op] != RULES[op]), None)


def _judge_bug_hunt(task: str, cases: dict[str, Any], found: Any) -> Verdict:
    rows, hint, answers = [], None, []
    for name, rules, answer in zip("12345678", cases["engines"], found, strict=True):
        expected = _broken_operator(rules)
        asked = f"engine {name}: which operator is broken?"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], str(expected))
            rows.append(failed)
            hint = hint or its_hint
            continue
        answers.append((answer["answer"], expected))
        rows.append(Row(asked, str(answer["answer"]), str(expected), answer["answer"] == expected))
    wrong = [(yours, expected) for yours, expected in answers if yours != expected]
    if hint is None and wrong:
        if any(yours in ("True", "False") for yours, _ in wrong):
            hint = "hunt_not_a_name"
        elif all(yours is None for yours, _ in wrong):
            hint = "hunt_misses"
        elif None not in [yours for yours, _ in wrong] and None in [expected for _, expected in wrong]:
            hint = "hunt_accuses"
    return compare(task, rows, hint)


def _operator_check(task: str, draw: Callable[[random.Random], Any], wrong: Callable[[], list[tuple[str, type]]]) -> Check:
    return Check(LAB, task, ("Value",), "lab1_operators.operators", draw, _judge_operators(wrong))


CHECKS = {
    check.task: check
    for check in (
        _operator_check("add", _draw_add, lambda: wrong_engines(("add",))),
        _operator_check("mul", _draw_mul, lambda: wrong_engines(("mul",))),
        _operator_check("pow", _draw_pow, lambda: wrong_engines(("pow",))),
        _operator_check("relu", _draw_relu, lambda: wrong_engines(("relu",))),
        _operator_check("exp_log_tanh", _draw_exp_log_tanh, lambda: wrong_engines(("exp", "log", "tanh"))),
        _operator_check("derived", _draw_derived, engines_with_wrong_sugar),
        Check(LAB, "backward", ("Value",), "lab1_operators.backward", draw_graphs, _judge_backward),
        Check(
            LAB,
            "gradcheck",
            ("numerical_gradient", "gradcheck"),
            "lab1_operators.gradient_checking",
            _draw_gradcheck,
            _judge_gradcheck,
        ),
        Check(LAB, "bug_hunt", ("find_bug",), "lab1_operators.bug_hunt", _draw_bug_hunt, _judge_bug_hunt),
    )
}
