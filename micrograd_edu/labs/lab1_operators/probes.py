"""Probes of lab 1: operators, backward, gradient checking, the bug hunt."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from functools import lru_cache
from types import CodeType
from typing import Any

from micrograd_edu.checks.probes import Answer, Question, Unusable, given, got, number, short

MATH = dict(vars(math))
FUNCTIONS = {name: getattr(math, name) for name in ("exp", "log", "tanh", "sin", "cos", "sqrt")}

# Operators: build an expression, read its value, pull derivatives back through the graph the student's code made.


def operators(question: Question, Value: type) -> Answer:
    """The value of an expression, and its derivative with respect to each input and to what is made in between, times
    `upstream`; of the plain number in it, where it has become a Value, too.
    """
    inputs = question["inputs"]
    leaves = {name: Value(_numpy(x) if question.get("numpy") else x) for name, x in inputs.items()}
    if "before" in question:  # the same values are used again after their numbers have changed, as in training
        for name, x in question["before"].items():
            leaves[name].data = x
        evaluate(question, leaves)
        for name, x in inputs.items():
            leaves[name].data = x
    for name, leaf in leaves.items():
        given(name, leaf)
    try:
        values = evaluate(question, leaves)
    except ZeroDivisionError:
        if question.get("may_skip"):
            return {"skipped": True}
        raise
    root = values.pop(RESULT)
    if not hasattr(root, "data"):
        kind = (
            "None" if root is None else f"the plain number {short(root)}" if isinstance(root, (int, float)) else short(root)
        )
        raise Unusable(
            "Does every way through your function end in a return?"
            if root is None
            else "What has to be wrapped around a number so that backward can find the operands?",
            f"`{question['expr']}` gave {kind}, and a Value was wanted.",
        )
    got("the result", root)
    values |= zip([PLAIN], _plain_number(root, question, values))
    gradient = pull_back(root, list(values.values()), question.get("upstream", 1.0))
    return {"value": number(root.data)} | {f"d/d{name}": number(g) for name, g in zip(values, gradient)}


RESULT = "the result"
PLAIN = "(the plain number)"


def evaluate(question: Question, inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs, what is made of them in between, and `RESULT`, by name."""
    values = dict(inputs)
    for name, expr in (question.get("made", {}) | {RESULT: question["expr"]}).items():
        values[name] = eval(_code(expr, "challenge"), {"__builtins__": {"sum": sum}}, dict(values))
    return values


def _plain_number(root: Any, question: Question, values: dict[str, Any]) -> list[Any]:
    """The one Value that was made of a plain number, if the engine makes one."""
    known = {id(value) for value in values.values()}
    found = [node for node in _order(root) if id(node) not in known and not getattr(node, "_prev", ()) and node is not root]
    return found if question.get("plain") and len(found) == 1 else []


def _numpy(x: float) -> Any:
    """The number as NumPy's, where there is NumPy."""
    try:
        import numpy
    except ImportError:
        return x
    return numpy.float64(x)


def pull_back(root: Any, leaves: list[Any], upstream: float = 1.0) -> list[Any]:
    """d(root)/d(leaf) times what arrives at the root.

    None where the graph has no way to it. From whatever the engine offers: local derivatives, `_backward` closures, or
    `backward()`. The first two do not use the student's `backward`, so that an operator can be judged before that exists.
    """
    order = _order(root)
    reached = {id(node) for node in order}
    made = [node for node in order if getattr(node, "_prev", ())]
    if hasattr(root, "_prev") and all(hasattr(node, "_local_grads") for node in made):
        grads = {id(root): upstream}
        for node in reversed(order):
            parents, local_grads = list(node._prev), list(node._local_grads)
            if len(parents) != len(local_grads):
                raise Unusable(
                    "How many operands does this operation have, and which derivative belongs to each?",
                    f"A result has {_count(parents, 'parent')} and {_count(local_grads, 'local derivative')}; "
                    "each parent needs one.",
                )
            for parent, local_grad in zip(parents, local_grads):
                if isinstance(parent, (int, float)):
                    raise Unusable(
                        "A parent gets a gradient. Which object has a place for it?",
                        f"A parent of the result is the plain number {short(parent)}; a Value was wanted.",
                    )
                if hasattr(local_grad, "_prev"):
                    raise Unusable(
                        "Which attribute of a Value holds its number?",
                        f"A local derivative is {short(repr(local_grad))}; a plain number was wanted.",
                    )
                grads[id(parent)] = grads.get(id(parent), 0.0) + local_grad * grads.get(id(node), 0.0)
        return [grads.get(id(leaf)) for leaf in leaves]
    for node in [*order, *leaves]:
        node.grad = 0.0
    if made and all(callable(getattr(node, "_backward", None)) for node in made):
        root.grad = upstream
        for node in reversed(order):
            if callable(getattr(node, "_backward", None)):
                node._backward()
    elif callable(getattr(root, "backward", None)):
        root.backward()
        return [leaf.grad * upstream for leaf in leaves]
    else:
        raise Unusable(
            "What does a result remember besides its number and its parents?",
            "A result has neither `_local_grads` nor a `_backward` to call: no derivative finds its way back.",
        )
    return [leaf.grad if id(leaf) in reached else None for leaf in leaves]


def _count(things: list[Any], word: str) -> str:
    return f"{len(things) or 'no'} {word}{'' if len(things) == 1 else 's'}"


def _order(root: Any) -> list[Any]:
    """Every node after its parents, by identity (a student's class may define ==)."""
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent in getattr(node, "_prev", ()))
    return order


# Backward: hand the student's engine a graph with known local derivatives, let it run, read every gradient.


def backward(graph: Question, Value: type) -> Answer:
    """Every reported node's gradient after each call of `backward()` on each root."""
    nodes: dict[str, Any] = {}
    by_hand = _takes_local_grads(Value)
    if not by_hand and graph["may_skip"]:
        return {"skipped": True}
    for spec in chain(**graph["chain"]) if "chain" in graph else graph["nodes"]:
        if not spec["parents"]:
            nodes[spec["name"]] = Value(spec["data"])
        elif by_hand:
            parents = tuple(nodes[name] for name in spec["parents"])
            nodes[spec["name"]] = Value(spec["data"], parents, tuple(spec["local_grads"]), spec["op"])
        else:  # an engine of another make: its own operators build the same graph
            nodes[spec["name"]] = eval(_code(spec["expr"], "challenge"), {"__builtins__": {}}, nodes)
    for name, grad in graph.get("left", {}).items():
        nodes[name].grad = grad
    if by_hand and not graph.get("big"):
        for name in nodes:
            given(f"{name} (its data, its parents or its local derivatives)", nodes[name])
    answer: Answer = {}
    for call, name in enumerate(graph["calls"], 1):
        root = nodes[name]
        if not callable(getattr(root, "backward", None)):
            raise Unusable("Which line attaches your function to the class?", "Your Value has no method `backward` yet.")
        _within_budget(root.backward, graph.get("budget"))
        answer |= {part(name, call, graph["calls"]): number(nodes[name].grad) for name in graph["report"]}
    return answer


def chain(x: float, k: float, length: int) -> list[dict[str, Any]]:
    """A graph too long to be written into a challenge: n0 = x + k, and each next value the one before it plus k."""
    nodes: list[dict[str, Any]] = [{"name": name, "data": data, "parents": []} for name, data in (("x", x), ("k", k))]
    before, data = "x", x
    for i in range(length):
        data += k
        made = {"op": "+", "local_grads": [1.0, 1.0], "expr": f"{before} + k"}
        before, parents = f"n{i}", [before, "k"]
        nodes.append({"name": before, "data": data, "parents": parents, **made})
    return nodes


def part(name: str, call: int, calls: list[str]) -> str:
    """What a gradient is called in an answer: when it was read matters only where there are several calls."""
    return f"{name}.grad" + (f" after call {call}" if len(calls) > 1 else "")


def _takes_local_grads(Value: type) -> bool:
    try:
        leaf = Value(1.5)
        out = Value(2.0, (leaf, leaf), (0.5, 0.25), "+")
        return list(out._prev) == [leaf, leaf] and list(out._local_grads) == [0.5, 0.25]
    except Exception:
        return False


class OverBudget(BaseException):
    """Raised in the student's loop after far more calls than the graph has edges; BaseException, so that it gets out."""


def _within_budget(call: Callable[[], Any], budget: int | None) -> None:
    """Call `call`; give up after `budget` calls it makes (None: no limit). Counting does not depend on the clock."""
    if budget is None:
        call()
        return
    calls = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if calls > budget:
            raise OverBudget

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        call()
    except OverBudget:
        raise Unusable(
            "How often is a value visited that is reached along many paths?",
            f"backward() had not finished after {budget:,} calls, on a graph of {budget // 8_000} values.",
        ) from None
    finally:
        sys.setprofile(before)


# Gradient checking: functions to differentiate, and engines that may have one wrong rule.


def gradient_checking(question: Question, numerical_gradient: Callable[..., Any], gradcheck: Callable[..., Any]) -> Answer:
    """A numerical gradient of a function of numbers, or the verdict of `gradcheck` on an engine."""
    f = function(question["expr"], question["names"])
    xs = given("xs", list(question["xs"]))
    if "h" in question:
        gradient = got("the gradient", numerical_gradient(f, xs, question["h"]))
        if gradient is None:
            raise Unusable(
                "Does every way through your function end in a return?",
                "numerical_gradient returned None; a list was wanted.",
            )
        if not hasattr(gradient, "__len__"):
            raise Unusable(
                "How many derivatives has a function of two numbers?",
                f"numerical_gradient returned {short(repr(gradient))}; a list was wanted, one number for each x.",
            )
        return {"how many": len(gradient)} | {f"d/d{name}": number(g) for name, g in zip(question["names"], gradient)}
    passed = gradcheck(f, xs, Value=make_engine(question["rules"], question["sugar"]))
    if passed is None:
        raise Unusable(
            "Does every way through your function end in a return?", "gradcheck returned None; True or False was wanted."
        )
    return {"gradcheck": bool(passed)}


def bug_hunt(question: Question, find_bug: Callable[..., Any]) -> Answer:
    """Which operator the student's function blames in an engine; None for a sound one."""
    answer = find_bug(make_engine(question["rules"], question["sugar"]))
    return {"find_bug": answer if answer is None else short(answer) if isinstance(answer, str) else short(repr(answer))}


@lru_cache(maxsize=1000)
def _code(expr: str, name: str) -> CodeType:
    """Engines share most of their rules, and compiling one takes longer than to use it."""
    return compile(expr, f"<{name}>", "eval")


def function(expr: str, names: list[str]) -> Callable[..., Any]:
    """The function of these names that the expression describes."""
    f: Callable[..., Any] = eval(_code(f"lambda {', '.join(names)}: {expr}", "challenge"), dict(FUNCTIONS))
    return f


def make_engine(rules: dict[str, Any], sugar: dict[str, str]) -> type:
    """Build an engine from written-down rules, so that an engine with one wrong rule is a line of data.

    Inside it carries the derivative with respect to every input along with each number (forward mode); `backward()`
    only hands the results out. It is a black box to check, not an engine to copy.

    Parameters
    ----------
    rules : dict from operator to [forward, [local derivative, ...]]
        Python expressions in `a` and `b` (for `pow`: `a` and the number `n`) and the result `y`. An operator without a sign
        is a method, such as `a.exp()` or `a.f(b)`.
    sugar : dict from method name to expression in `x` and `o`
        Operators that follow from others, such as subtraction.
    """
    compiled = {op: (_code(forward, op), [_code(slope, op) for slope in slopes]) for op, (forward, slopes) in rules.items()}

    class Value:
        def __init__(self, data: float) -> None:
            self.data = float(data)
            self.grad: float | None = None
            self._slopes: dict[Value, float] = {self: 1.0}

        def __add__(self, other: Any) -> Value:
            return apply("add", [self, wrap(other)])

        def __mul__(self, other: Any) -> Value:
            return apply("mul", [self, wrap(other)])

        def __pow__(self, n: float) -> Value:
            return apply("pow", [self], n=n)

        def backward(self) -> None:
            self.grad = 1.0 if self not in self._slopes else self.grad
            for leaf, slope in self._slopes.items():
                leaf.grad = (leaf.grad or 0.0) + slope

        def __repr__(self) -> str:
            return f"Value(data={self.data}, grad={self.grad})"

    def apply(op: str, parents: list[Any], **numbers: float) -> Value:
        forward, slopes = compiled[op]
        scope = {**numbers, **{name: parent.data for name, parent in zip("ab", parents)}}
        out = Value(eval(forward, MATH, scope))
        scope["y"], out._slopes = out.data, {}
        for parent, code in zip(parents, slopes):
            local_grad = eval(code, MATH, scope)
            for leaf, slope in parent._slopes.items():
                out._slopes[leaf] = out._slopes.get(leaf, 0.0) + local_grad * slope
        return out

    def wrap(x: Any) -> Value:
        return x if isinstance(x, Value) else Value(x)

    for op in compiled.keys() - {"add", "mul", "pow"}:
        setattr(Value, op, lambda self, *others, op=op: apply(op, [self, *map(wrap, others)]))
    for method, expr in sugar.items():
        code = _code(expr, method)
        setattr(Value, method, lambda self, o=None, code=code: eval(code, {"x": self, "o": o, "Value": Value}))
    return Value
