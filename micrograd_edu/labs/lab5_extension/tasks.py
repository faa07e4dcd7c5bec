"""The checks of lab 5: a new operator, unbroadcast, a Tensor class, training with it.

Values and gradients are compared with the scalar engine, number by number: what a Tensor does at once, the judge does one
number at a time.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks._old_check import Check, check_in_notebook, error_row
from micrograd_edu.checks._old_verdict import NOT_YET, Row, Verdict, compare, differs, is_close, row, show
from micrograd_edu.engine import Value
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP

LAB = "lab5_extension"


def check(task: str, *objects: Any) -> None:
    """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL."""
    check_in_notebook(CHECKS, task, objects)


# A new operator: name -> (function, derivative, whether negative inputs are allowed).

OPERATORS: dict[str, tuple[Callable[[float], float], Callable[[float], float], bool]] = {
    "softplus": (lambda x: math.log1p(math.exp(x)), lambda x: 1 / (1 + math.exp(-x)), True),
    "abs": (abs, lambda x: math.copysign(1.0, x), True),
    "sin": (math.sin, math.cos, True),
    "cos": (math.cos, lambda x: -math.sin(x), True),
    "sqrt": (math.sqrt, lambda x: 0.5 / math.sqrt(x), False),
    "reciprocal": (lambda x: 1 / x, lambda x: -1 / (x * x), True),
}


def _draw_new_operator(rng: random.Random) -> list[dict[str, Any]]:
    positive = [round(rng.uniform(0.3, 0.9), 3), round(rng.uniform(1.2, 2.4), 3)]
    negative = [-round(rng.uniform(0.3, 0.9), 3), -round(rng.uniform(1.2, 2.4), 3)]
    return [{"x": x, "inside": inside} for inside in (False, True) for x in positive + negative]


def _judge_new_operator(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    name = found["name"]
    if name == "None":
        written = any(answer.get("error", {}).get("type") != "NotImplementedError" for answer in found["points"])
        rows = [Row("operator_name", "None" if written else NOT_YET, "a name", False)]
        return compare(task, rows, "lab5_operator_without_name")
    if name not in OPERATORS:
        known = ", ".join(OPERATORS)
        rows = [Row("operator_name", repr(name), f"one of {known}", False)]
        return compare(task, rows, "lab5_unknown_operator")
    function, slope, negative = OPERATORS[name]
    rows, hint = [], None
    wrong = {"lab5_operator_leaves_graph": 0.0, "lab5_slope_is_value": None, "lab5_slope_is_one": 1.0}
    fits = dict.fromkeys([*wrong, "lab5_slope"], True)
    for case, answer in zip(cases, found["points"], strict=True):
        x = case["x"]
        if x < 0 and not negative:
            continue  # outside of its domain
        f, d = function(x), slope(x)
        value = (f * f + f) * x if case["inside"] else f
        grad = (f * f + f) + (2 * f + 1) * d * x if case["inside"] else d
        asked = f"{'(f*f + f) * x with f = ' if case['inside'] else ''}{name}(x) at x={x}"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], show(value))
            rows.append(failed)
            hint = hint or its_hint
            continue
        rows += [row(f"{asked}: value", answer["value"], value), row(f"{asked}: derivative", answer["grad"] or 0.0, grad)]
        if isinstance(answer["grad"], str):
            hint = hint or "lab5_slope_not_a_number"
        if not case["inside"]:
            fits["lab5_slope"] &= rows[-2].ok
            for key, number in wrong.items():
                fits[key] &= is_close(answer["grad"] or 0.0, f if number is None else number)
    if hint is None and differs(rows):
        hint = next((key for key, matches in fits.items() if matches), None)
    return compare(task, rows, hint)


# Arrays as nested lists, so that this module needs no NumPy.


def _array(rng: random.Random, shape: tuple[int, ...]) -> Any:
    if not shape:
        return rng.choice([-1, 1]) * round(rng.uniform(0.2, 1.9), 3)
    return [_array(rng, shape[1:]) for _ in range(shape[0])]


def _flat(array: Any) -> list[Any]:
    return [x for part in array for x in _flat(part)] if isinstance(array, list) else [array]


def _shape(array: Any) -> tuple[int, ...]:
    return (len(array), *_shape(array[0])) if isinstance(array, list) else ()


def _indices(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    return list(itertools.product(*map(range, shape)))


def _at(array: Any, index: tuple[int, ...]) -> Any:
    for i in index:
        array = array[i]
    return array


def _stretched(index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    """Where broadcasting takes an element of the result from."""
    index = index[len(index) - len(shape) :]
    return tuple(0 if n == 1 else i for i, n in zip(index, shape))


# unbroadcast.


def _draw_unbroadcast(rng: random.Random) -> list[dict[str, Any]]:
    pairs = [
        ((2, 3), (3,)),
        ((4, 3), (1, 3)),
        ((4, 3), (4, 1)),
        ((2, 3), (2, 3)),
        ((3, 2), ()),
        ((2, 4, 3), (4, 3)),
        ((2, 4, 3), (1, 4, 1)),
        ((2, 3, 3), (3, 1)),
        ((1, 3), (1, 3)),
        ((5, 1), (1,)),
        ((3, 3), (3, 1)),
    ]
    return [{"grad": _array(rng, big), "shape": list(small)} for big, small in pairs]


def _judge_unbroadcast(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint = [], None
    for case, answer in zip(cases, found, strict=True):
        big, small = _shape(case["grad"]), tuple(case["shape"])
        sums = dict.fromkeys(_indices(small), 0.0)
        for index in _indices(big):
            sums[_stretched(index, small)] += _at(case["grad"], index)
        asked = f"unbroadcast(grad of shape {big}, {small})"
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], f"shape {small}")
            rows.append(failed)
            hint = hint or its_hint
            continue
        if tuple(answer["shape"]) != small:
            rows.append(Row(f"{asked}: shape", str(tuple(answer["shape"])), str(small), False))
            hint = hint or _name_shape(tuple(answer["shape"]), big, small)
            continue
        pairs = zip(answer["numbers"], sums.values(), strict=True)
        new = [row(f"{asked}: number {i}", mine, right) for i, (mine, right) in enumerate(pairs)]
        hint = hint or (None if all(r.ok for r in new) else "lab5_wrong_axis")
        rows += new
    return compare(task, rows, hint)


def _name_shape(yours: tuple[int, ...], big: tuple[int, ...], small: tuple[int, ...]) -> str:
    """The misconception behind a gradient of the wrong shape."""
    if len(small) < len(big) and yours == big:
        return "lab5_not_summed"
    if len(yours) == len(small) and any(mine != n != 1 for mine, n in zip(yours, small)):
        return "lab5_axes_in_front"
    return "lab5_keepdims"


# The Tensor class: the same expressions on tables of scalar Values.


class _Table:
    """Values in a shape, one node each: slow, plain, and right."""

    def __init__(self, shape: tuple[int, ...], values: dict[tuple[int, ...], Value]) -> None:
        self.shape, self.values = shape, values

    @classmethod
    def of(cls, array: Any) -> _Table:
        shape = _shape(array)
        return cls(shape, {index: Value(_at(array, index)) for index in _indices(shape)})

    def _with(self, other: Any, combine: Callable[[Value, Value], Value]) -> _Table:
        if not isinstance(other, _Table):
            other = _Table.of(other)
        pairs = itertools.zip_longest(self.shape[::-1], other.shape[::-1], fillvalue=1)
        shape = tuple(max(m, n) for m, n in pairs)[::-1]
        return _Table(
            shape,
            {
                i: combine(self.values[_stretched(i, self.shape)], other.values[_stretched(i, other.shape)])
                for i in _indices(shape)
            },
        )

    def __add__(self, other: Any) -> _Table:
        return self._with(other, lambda a, b: a + b)

    def __mul__(self, other: Any) -> _Table:
        return self._with(other, lambda a, b: a * b)

    def __matmul__(self, other: _Table) -> _Table:
        (n, k), (_, m) = self.shape, other.shape
        values = {}
        for i, j in _indices((n, m)):
            terms = [self.values[i, t] * other.values[t, j] for t in range(k)]
            values[i, j] = sum(terms[1:], terms[0])
        return _Table((n, m), values)

    def relu(self) -> _Table:
        return _Table(self.shape, {i: v.relu() for i, v in self.values.items()})

    def sum(self) -> _Table:
        values = list(self.values.values())
        return _Table((), {(): sum(values[1:], values[0])})

    def mean(self) -> _Table:
        return self.sum() * (1 / len(self.values))


def _draw_tensor_ops(rng: random.Random) -> list[dict[str, Any]]:
    def case(expr: str, calls: int = 1, **shapes: tuple[int, ...]) -> dict[str, Any]:
        inputs = {name: _array(rng, shape) for name, shape in shapes.items()}
        return {"expr": expr, "calls": calls, "inputs": inputs, "arrays": {}}

    at_the_corner = case("(a.relu() * b).sum()", a=(3, 4), b=(3, 4))
    at_the_corner["inputs"]["a"][0][0] = 0.0  # lab 1: no slope there
    whole_numbers = case("(a * a).sum()", a=(2,))
    whole_numbers["inputs"]["a"] = [rng.randint(1, 4), rng.randint(5, 9)]
    plain = case("(a * k + k).mean()", a=(3, 2))
    plain["arrays"] = {"k": _array(rng, (3, 1))}
    return [
        case("(a + b).sum()", a=(2, 3), b=(2, 3)),
        case("(a * b).sum()", a=(2, 3), b=(2, 3)),
        case("(a * a + a).sum()", a=(3, 2)),
        case("(a.relu() * a).sum()", a=(3, 4)),
        at_the_corner,
        case("(a * b).sum()", a=(2, 3), b=(3,)),
        case("((a + b) * a).sum()", a=(4, 3), b=(4, 1)),
        case("(a @ b).sum()", a=(2, 3), b=(3, 4)),
        case("((a @ b) * c).sum()", a=(2, 3), b=(3, 4), c=(2, 4)),
        case("((a @ b + c).relu() @ d).sum()", a=(3, 2), b=(2, 4), c=(4,), d=(4, 1)),
        case("(a.sum() * b).sum()", a=(2, 3), b=(2, 2)),
        case("(a * b).mean()", a=(2, 3), b=(2, 3)),
        case("((a @ a) * b).mean()", a=(3, 3), b=(1, 3)),
        case("(a * 2.5 + 1.0).mean()", a=(2, 2)),
        plain,
        # a result that is used twice, one way longer than the other, and either way first
        case("((c := a * b) * (c + a)).sum()", a=(2, 2), b=(2, 2)),
        case("(((c := a * b) + a) * c).sum()", a=(2, 2), b=(2, 2)),
        case("((a * b) * a).sum()", calls=2, a=(2, 2), b=(2, 2)),
        whole_numbers,
    ]


def _judge_tensor_ops(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint, named = [], None, False
    for case, answer in zip(cases, found, strict=True):
        leaves = {name: _Table.of(data) for name, data in case["inputs"].items()}
        root = eval(case["expr"], {"__builtins__": {}}, leaves | case["arrays"]).values[()]
        for _ in range(case["calls"]):
            root.backward()
        shapes = ", ".join(f"{name} {leaf.shape}" for name, leaf in leaves.items())
        shapes += "".join(f", {name} a plain array {_shape(array)}" for name, array in case["arrays"].items())
        asked = f"{case['expr']} with {shapes}" + (", backward twice" if case["calls"] > 1 else "")
        if "error" in answer:
            failed, its_hint = error_row(asked, answer["error"], show(root.data))
            rows.append(failed)
            first = not hint and all(r.ok for r in rows[:-1])
            if its_hint == "number_has_no_data" or (case["arrays"] and first and not its_hint):
                its_hint = "lab5_plain_on_the_right"
            hint = hint or its_hint
            continue
        rows.append(row(f"{asked}: value", _flat(answer["value"])[0], root.data))
        if answer["dtype"] != "float64":
            rows.append(Row(f"Tensor({case['inputs']['a']}).data.dtype", answer["dtype"], "float64", False))
            hint = hint or "lab5_dtype"
        for name, leaf in leaves.items():
            if tuple(answer["shapes"][name]) != leaf.shape or answer["grads"][name] is None:
                yours = "none" if answer["grads"][name] is None else str(tuple(answer["shapes"][name]))
                rows.append(Row(f"{asked}: shape of {name}.grad", yours, str(leaf.shape), False))
                stretches = len({leaf.shape for leaf in leaves.values()}) > 1
                name_of_shape = "lab5_grad_shape" if stretches else "lab5_sum_shape"
                hint, named = hint or (name_of_shape if yours != "none" and not named else None), True
                continue
            yours, right = _flat(answer["grads"][name]), [leaf.values[i].grad or 0.0 for i in _indices(leaf.shape)]
            ok = all(map(is_close, yours, right))
            worst = max(range(len(right)), key=lambda i: abs(_number(yours[i]) - right[i]))
            rows.append(
                Row(f"{asked}: {name}.grad{_brackets(leaf.shape, worst)}", show(yours[worst]), show(right[worst]), ok)
            )
            if not ok and not named:  # the first that fails is the simplest; what fails later may only follow from it
                hint, named = hint or _name_tensor_bug(case, name, yours, right), True
    return compare(task, rows, hint)


def _brackets(shape: tuple[int, ...], i: int) -> str:
    """How element number i of an array is written: [2, 1]."""
    return str(list(_indices(shape)[i])) if shape else ""


def _number(x: Any) -> float:
    return x if type(x) in (int, float) else math.inf


def _name_tensor_bug(case: dict[str, Any], name: str, yours: list[Any], right: list[float]) -> str | None:
    """A misconception that explains this gradient, from what the expression is about."""
    if not all(type(x) in (int, float) for x in yours):
        return None
    ratio = [x / y if y else None for x, y in zip(yours, right)]
    if case["calls"] == 2 and all(r is not None and is_close(r, 0.5) for r in ratio):
        return "lab5_no_accumulation"
    if case["calls"] == 2 and all(r is not None and r > 1 for r in ratio):
        return "lab5_stale_in_between"
    if not any(yours) and case["expr"] == "(a + b).sum()":
        return "lab5_no_message"
    if ":=" in case["expr"]:
        return "lab5_too_early"
    if case["expr"] == "(a * a + a).sum()":
        data = _flat(case["inputs"]["a"])
        if all(is_close(mine, (1 + a) ** 2) for mine, a in zip(yours, data)):
            return "lab5_in_place"  # both operands of + hold the same array, and a sum into one changes the other
        parts = [(0, 1), (1, 0), (1, 1), (2, 0)]
        return "lab5_overwrites" if any(all(map(is_close, yours, [m * a + n for a in data])) for m, n in parts) else None
    if case["expr"] == "(a * b).sum()" and all(map(is_close, yours, _flat(case["inputs"][name]))):
        return "lab5_mul_own"
    if case["expr"] == "(a.sum() * b).sum()" and name == "a":
        return "lab5_sum_forgets_gradient" if len(set(yours)) == 1 else None
    if case["expr"] == "(a * b).mean()" and len({round(r, 9) for r in ratio if r is not None}) == 1:
        return "lab5_mean_without_n"
    if "relu" in case["expr"] and "@" not in case["expr"]:
        return "lab5_relu_mask"
    if case["expr"].count(name) > 1 and "@" not in case["expr"] and case["calls"] == 1:
        return "lab5_overwrites"
    return "lab5_matmul" if "@" in case["expr"] else None


# Training.


def _draw_tensor_train(rng: random.Random) -> list[dict[str, Any]]:
    cases = []
    for hidden, n, steps in ((4, 8, 1), (3, 6, 3), (4, 7, 3)):
        while True:
            case = _training_case(rng, hidden, n, steps)
            first = _scalar_training(case)[1]
            if all(g for grad in first for g in _flat(grad)):
                cases.append(case)
                break
    return cases


def _training_case(rng: random.Random, hidden: int, n: int, steps: int) -> dict[str, Any]:
    shapes = [(2, hidden), (hidden,), (hidden, 1), (1,)]
    return {
        "X": _array(rng, (n, 2)),
        "y": [rng.choice([-1, 1]) for _ in range(n)],
        "parameters": [_array(rng, shape) for shape in shapes],
        "steps": steps,
        "lr": round(rng.uniform(0.05, 0.2), 3),
        "alpha": round(rng.uniform(0.01, 0.05), 3),
    }


def _scalar_training(case: dict[str, Any], variant: str = "") -> tuple[list[Any], list[Any]]:
    """Parameters after the steps, and the first step's gradients, in the shapes of the tensors."""
    w1, b1, w2, b2 = case["parameters"]
    hidden = len(b1)
    model = MLP(2, [hidden, 1], random.Random(0))
    neurons, last = model.layers[0].neurons, model.layers[1].neurons[0]
    for j, neuron in enumerate(neurons):
        neuron.w[0].data, neuron.w[1].data, neuron.b.data = w1[0][j], w1[1][j], b1[j]
    for j in range(hidden):
        last.w[j].data = w2[j][0]
    last.b.data = b2[0]

    def gather(what: str) -> list[Any]:
        def get(value: Value) -> float:
            return getattr(value, what) or 0.0

        return [
            [[get(neuron.w[i]) for neuron in neurons] for i in range(2)],
            [get(neuron.b) for neuron in neurons],
            [[get(w)] for w in last.w],
            [get(last.b)],
        ]

    first = None
    for _ in range(case["steps"]):
        if variant != "lab5_no_zero_grad":
            model.zero_grad()
        for neuron in model.layers[0].neurons:
            neuron.nonlin = variant != "lab5_no_relu"
        scores, y = (
            [model(x) for x in case["X"]],
            [-label if variant == "lab5_labels_turned" else label for label in case["y"]],
        )
        if variant == "lab5_n_by_n":  # labels of shape (n,) with scores of shape (n, 1): every score with every label
            scores, y = [s for s in scores for _ in y], [label for _ in scores for label in y]
        loss = max_margin_loss(scores, y)
        if variant == "lab5_loss_sum":
            loss = loss * len(case["y"])
        if variant != "lab5_no_l2":
            biases = [last.b, *(neuron.b for neuron in neurons)] if variant == "lab5_l2_without_biases" else []
            penalised = [p for p in model.parameters() if not any(p is b for b in biases)]
            loss = loss + l2_penalty(penalised, case["alpha"] / (2 if variant == "lab5_l2_halved" else 1))
        loss.backward()
        first = first or gather("grad")
        for p in model.parameters():
            p.data -= case["lr"] * (p.grad or 0.0) * {"lab5_ascends": -1, "lab5_rebinds": 0}.get(variant, 1)
    return gather("data"), first


TRAINING_VARIANTS = (
    "lab5_no_zero_grad",
    "lab5_no_l2",
    "lab5_l2_halved",
    "lab5_l2_without_biases",
    "lab5_loss_sum",
    "lab5_labels_turned",
    "lab5_ascends",
    "lab5_n_by_n",
    "lab5_rebinds",
    "lab5_no_relu",
)


def _judge_tensor_train(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint, fits = [], None, dict.fromkeys(TRAINING_VARIANTS, True)
    for i, (case, answer) in enumerate(zip(cases, found, strict=True), 1):
        if "error" in answer:
            failed, its_hint = error_row(f"run {i}", answer["error"], "parameters and gradients")
            rows.append(failed)
            hint = hint or its_hint
            continue
        after, grads = _scalar_training(case)
        for what, yours, right in (("first gradient of", answer["grads"], grads), ("", answer["parameters"], after)):
            for name, mine, theirs in zip(("w1", "b1", "w2", "b2"), yours, right, strict=True):
                asked = f"run {i} of {case['steps']} steps: {what} {name}".replace(":  ", ": ")
                if _shape(mine) != _shape(theirs):
                    rows.append(Row(f"{asked}, shape", str(_shape(mine)), str(_shape(theirs)), False))
                    continue
                shape, mine, theirs = _shape(theirs), _flat(mine), _flat(theirs)
                worst = max(range(len(theirs)), key=lambda k: abs(_number(mine[k]) - theirs[k]))
                asked += _brackets(shape, worst)
                rows.append(Row(asked, show(mine[worst]), show(theirs[worst]), all(map(is_close, mine, theirs))))
        for variant in TRAINING_VARIANTS:
            wrong = _scalar_training(case, variant)
            pairs = zip(_flat(answer["parameters"]), _flat(wrong[0]))
            fits[variant] &= all(is_close(mine, theirs) for mine, theirs in pairs)
    if hint is None and differs(rows):
        hint = next((variant for variant, matches in fits.items() if matches), None)
        if hint is None and not any(not r.ok for r in rows if "first gradient" not in r.asked):
            hint = "lab5_last_gradients"
    return compare(task, rows, hint)


CHECKS = {
    check.task: check
    for check in (
        Check(
            LAB,
            "new_operator",
            ("Value", "operator_name", "new_operator"),
            "lab5_extension.new_operator",
            _draw_new_operator,
            _judge_new_operator,
        ),
        Check(LAB, "unbroadcast", ("unbroadcast",), "lab5_extension.unbroadcast", _draw_unbroadcast, _judge_unbroadcast),
        Check(LAB, "tensor_ops", ("Tensor",), "lab5_extension.tensor_ops", _draw_tensor_ops, _judge_tensor_ops),
        Check(
            LAB, "tensor_train", ("tensor_train",), "lab5_extension.tensor_train", _draw_tensor_train, _judge_tensor_train
        ),
    )
}
