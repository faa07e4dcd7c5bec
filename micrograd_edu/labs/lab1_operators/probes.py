"""Probes of lab 1: operators, backward, gradient checking, the bug hunt."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Unusable, attempt, number, short

FUNCTIONS = {name: getattr(math, name) for name in ("exp", "log", "tanh", "sin", "cos", "sqrt")}

# Operators: build an expression, read its value, pull derivatives back through the graph the student's code made.


def operators(cases: list[dict[str, Any]], Value: type) -> list[dict[str, Any]]:
    """For each expression: the value, and the derivative with respect to each input."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        leaves = {name: Value(x) for name, x in case["inputs"].items()}
        root = eval(compile(case["expr"], "<challenge>", "eval"), {"__builtins__": {"sum": sum}}, leaves)
        if not hasattr(root, "data"):
            hint = "returned_none" if root is None else "returned_number"
            raise Unusable(hint, f"{case['expr']} gave {short(repr(root))}, and a Value was wanted.")
        gradient = pull_back(root, list(leaves.values()))
        return {"value": number(root.data), "grads": dict(zip(leaves, map(number, gradient)))}

    return [attempt(ask, case) for case in cases]


def pull_back(root: Any, leaves: list[Any]) -> list[Any]:
    """d(root)/d(leaf), from whatever the engine offers: local derivatives, `_backward` closures, or `backward()`.

    The first two do not use the student's `backward`, so that an operator can be judged before that exists.
    """
    order = _order(root)
    made = [node for node in order if getattr(node, "_prev", ())]
    if hasattr(root, "_prev") and all(hasattr(node, "_local_grads") for node in made):
        grads = {id(root): 1.0}
        for node in reversed(order):
            parents, local_grads = list(node._prev), list(node._local_grads)
            if len(parents) != len(local_grads):
                raise Unusable(
                    "one_local_grad_each",
                    f"a '{getattr(node, '_op', '')}' node has {len(parents)} parents and {len(local_grads)} "
                    "local derivatives; each parent needs one.",
                )
            for parent, local_grad in zip(parents, local_grads):
                if hasattr(local_grad, "_prev"):
                    raise Unusable(
                        "local_grad_is_value",
                        f"a local derivative of '{getattr(node, '_op', '')}' is {short(repr(local_grad))}; "
                        "a plain number was wanted.",
                    )
                grads[id(parent)] = grads.get(id(parent), 0.0) + local_grad * grads.get(id(node), 0.0)
        return [grads.get(id(leaf), 0.0) for leaf in leaves]
    for node in [*order, *leaves]:
        node.grad = 0.0
    if made and all(callable(getattr(node, "_backward", None)) for node in made):
        root.grad = 1.0
        for node in reversed(order):
            if callable(getattr(node, "_backward", None)):
                node._backward()
    elif callable(getattr(root, "backward", None)):
        root.backward()
    return [leaf.grad for leaf in leaves]


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


def backward(cases: list[dict[str, Any]], Value: type) -> list[dict[str, Any]]:
    """For each graph: every node's gradient after each call of `backward()`; stops at the first that fails to run."""
    by_hand = _takes_local_grads(Value)
    found = []
    for graph in cases:
        found.append(attempt(_run_backward, graph, Value, by_hand))
        if "error" in found[-1]:
            break
    return found


def _run_backward(graph: dict[str, Any], Value: type, by_hand: bool) -> dict[str, Any]:
    nodes: dict[str, Any] = {}
    for spec in graph["nodes"]:
        if not spec["parents"]:
            nodes[spec["name"]] = Value(spec["data"])
        elif by_hand:
            parents = tuple(nodes[name] for name in spec["parents"])
            nodes[spec["name"]] = Value(spec["data"], parents, tuple(spec["local_grads"]), spec["op"])
        else:  # an engine of another make: its own operators build the same graph
            nodes[spec["name"]] = eval(compile(spec["expr"], "<challenge>", "eval"), {"__builtins__": {}}, nodes)
    root = nodes[graph["nodes"][-1]["name"]]
    if not callable(getattr(root, "backward", None)):
        raise Unusable("no_backward", "your Value has no method `backward` yet.")
    grads = []
    for _ in range(graph["calls"]):
        _within_budget(root.backward, graph["budget"])
        grads.append({name: number(nodes[name].grad) for name in graph["report"]})
    return {"grads": grads}


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
        raise Unusable("every_path", f"backward() had not finished after {budget:,} calls.") from None
    finally:
        sys.setprofile(before)


# Gradient checking: functions to differentiate, and engines that may have one wrong rule.


def gradient_checking(cases: dict[str, Any], numerical_gradient: Callable, gradcheck: Callable) -> dict[str, Any]:
    """The student's numerical gradients of some functions, and their verdicts on some engines."""

    def differentiate(case: dict[str, Any]) -> dict[str, Any]:
        xs = list(case["xs"])
        gradient = numerical_gradient(function(case["expr"], case["names"]), xs, case["h"])
        return {"gradient": [number(g) for g in gradient], "xs": [number(x) for x in xs]}

    def verdict(case: dict[str, Any]) -> dict[str, Any]:
        engine = make_engine(case["rules"], case["sugar"])
        passed = gradcheck(function(case["expr"], case["names"]), list(case["xs"]), Value=engine)
        if passed is None:
            raise Unusable("returned_none", "gradcheck returned None; True or False was wanted.")
        return {"passed": bool(passed)}

    return {
        "numerical": [attempt(differentiate, case) for case in cases["numerical"]],
        "gradcheck": [attempt(verdict, case) for case in cases["gradcheck"]],
    }


def bug_hunt(cases: dict[str, Any], find_bug: Callable) -> list[dict[str, Any]]:
    """Which operator the student's function blames in each engine; None for a sound one."""

    def ask(rules: dict[str, Any]) -> dict[str, Any]:
        answer = find_bug(make_engine(rules, cases["sugar"]))
        return {"answer": None if answer is None else short(answer)}

    return [attempt(ask, rules) for rules in cases["engines"]]


def function(expr: str, names: list[str]) -> Callable:
    """The function of these names that the expression describes."""
    return eval(compile(f"lambda {', '.join(names)}: {expr}", "<challenge>", "eval"), dict(FUNCTIONS))


def make_engine(rules: dict[str, Any], sugar: dict[str, str]) -> type:
    """Build an engine from written-down rules, so that an engine with one wrong rule is a line of data.

    Inside it carries the derivative with respect to every input along with each number (forward mode); `backward()`
    only hands the results out. It is a black box to check, not an engine to copy.

    Parameters
    ----------
    rules : dict from operator to [forward, [local derivative, ...]]
        Python expressions in `a` and `b` (for `pow`: `a` and the number `n`) and the result `y`.
    sugar : dict from method name to expression in `x` and `o`
        Operators that follow from others, such as subtraction.
    """
    compiled = {
        op: (compile(forward, f"<{op}>", "eval"), [compile(slope, f"<{op}>", "eval") for slope in slopes])
        for op, (forward, slopes) in rules.items()
    }

    class Value:
        def __init__(self, data: float) -> None:
            self.data, self.grad, self._slopes = float(data), None, {self: 1.0}

        def backward(self) -> None:
            self.grad = 1.0 if self not in self._slopes else self.grad
            for leaf, slope in self._slopes.items():
                leaf.grad = (leaf.grad or 0.0) + slope

        def __repr__(self) -> str:
            return f"Value(data={self.data}, grad={self.grad})"

    def apply(op: str, parents: list[Any], **numbers: float) -> Value:
        forward, slopes = compiled[op]
        scope = {**FUNCTIONS, **numbers, **{name: parent.data for name, parent in zip("ab", parents)}}
        out = Value(eval(forward, scope))
        scope["y"], out._slopes = out.data, {}
        for parent, code in zip(parents, slopes):
            local_grad = eval(code, scope)
            for leaf, slope in parent._slopes.items():
                out._slopes[leaf] = out._slopes.get(leaf, 0.0) + local_grad * slope
        return out

    def wrap(x: Any) -> Value:
        return x if isinstance(x, Value) else Value(x)

    Value.__add__ = lambda self, other: apply("add", [self, wrap(other)])
    Value.__mul__ = lambda self, other: apply("mul", [self, wrap(other)])
    Value.__pow__ = lambda self, n: apply("pow", [self], n=n)
    for op in ("relu", "exp", "log", "tanh"):
        setattr(Value, op, lambda self, op=op: apply(op, [self]))
    for method, expr in sugar.items():
        code = compile(expr, f"<{method}>", "eval")
        setattr(Value, method, lambda self, o=None, code=code: eval(code, {"x": self, "o": o, "Value": Value}))
    return Value
