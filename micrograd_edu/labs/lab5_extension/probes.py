"""Probes of lab 5: a new operator, unbroadcast, a Tensor class, and training with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Answer, Question, Unusable, given, got, number, short

RETURN = "Does every way through your function end in a return?"
NAMES = ("softplus", "abs", "sin", "cos", "sqrt", "reciprocal")


def new_operator(question: Question, Value: type, operator_name: Any, new_operator: Callable[..., Any]) -> Answer:
    """Value and derivative of the student's operator at a point, on its own or inside a formula."""
    if operator_name == "sqrt" and question["x"] < 0:
        return {"operator": "sqrt"}  # outside of its domain
    x = given("x", Value(question["x"]))
    f = new_operator(x)
    if not hasattr(f, "data"):
        kind = "None" if f is None else f"the plain {type(f).__name__} {short(f)}"
        ask = RETURN if f is None else "What has to be wrapped around a number so that backward can find the operand?"
        raise Unusable(ask, f"`new_operator` returned {kind}; a Value was wanted.")
    if operator_name not in NAMES:
        ask = "Which name does the task list for your operator, and is yours spelt like that, in quotes?"
        name = "still None" if operator_name is None else short(repr(operator_name))
        raise Unusable(ask, f"`operator_name` is {name}; one of {', '.join(NAMES)} was wanted.")
    got("the result", f)
    root = _evaluate(question["formula"], {"f": f, "x": x})
    root.backward()
    if x.grad is None:
        ask = "What does a result have to remember besides its number?"
        raise Unusable(ask, "After backward(), no gradient has arrived at x: the result does not lead back to it.")
    return {"operator": operator_name, "value": number(root.data), "derivative": number(x.grad)}


def unbroadcast(question: Question, unbroadcast: Callable[..., Any]) -> Answer:
    """A gradient, summed back to a shape."""
    import numpy as np

    grad, shape = given("grad", np.array(question["grad"], dtype=float)), tuple(question["shape"])
    return {"the sum": _numbers("`unbroadcast` returned", got("the result", unbroadcast(grad, shape)))}


def _numbers(what: str, array: Any) -> Any:
    """An array as nested lists of floats; a list is no array."""
    import numpy as np

    if array is None:
        raise Unusable(RETURN, f"{what} None; an array was wanted.")
    if isinstance(array, (list, tuple)) or hasattr(array, "grad"):
        raise Unusable("What comes back, and which part of it is the array?", f"{what} {_a(array)}; an array was wanted.")
    try:
        return np.asarray(array, dtype=float).tolist()
    except (TypeError, ValueError):
        message = f"{what} {_a(array)} with something else than numbers in it; an array of numbers was wanted."
        raise Unusable("What is in that array? Print it, and its dtype.", message) from None


def _a(thing: Any) -> str:
    return f"a {type(thing).__name__}"


def tensor_ops(question: Question, Tensor: type) -> Answer:
    """Value and gradients of expressions on the student's Tensor, after `backward()` on each of them in turn."""
    import numpy as np

    scope: dict[str, Any] = {}
    for name, data in question["inputs"].items():
        array = given(f"the array that {name} was made of", np.array(data, dtype=question.get("dtype")))
        scope[name] = given(name, Tensor(array.tolist() if question.get("lists") else array))
    scope |= {name: given(name, np.array(data)) for name, data in question["arrays"].items()}
    for name, made in question["let"].items():
        scope[name] = _evaluate(made, scope)
    root = None
    for expr in question["backward"]:
        root = _evaluate(expr, scope)
        for wanted in ("data", "backward"):
            if not hasattr(root, wanted):
                message = f"`{expr}` gave {'None' if root is None else _a(root)} without `{wanted}`; a Tensor was wanted."
                raise Unusable(RETURN if root is None else "What does your operator return?", message)
        root.backward()
    answer: Answer = {"value": _numbers("The data of the result is", getattr(root, "data", None))}
    for name in question["inputs"]:
        tensor = scope[name]
        grad = got(f"{name}.grad", tensor.grad)
        answer[f"{name}.grad"] = None if grad is None else _numbers(f"`{name}.grad` is", grad)
        answer[f"type of {name}.data"] = str(np.asarray(tensor.data).dtype)
    return answer


def _evaluate(expr: str, scope: dict[str, Any]) -> Any:
    return eval(compile(expr, "<challenge>", "eval"), {"__builtins__": {}}, scope)


PARAMETERS = ("w1", "b1", "w2", "b2")


def tensor_train(question: Question, tensor_train: Callable[..., Any]) -> Answer:
    """The parameters that the student's training leaves, and the gradients of its first step."""
    import numpy as np

    arrays = [np.array(p, dtype=float) for p in question["parameters"]]
    parameters = given("a parameter that it was given, or their list", arrays)
    X, y = given("X", np.array(question["X"], dtype=float)), given("y", np.array(question["y"]))
    pair = tensor_train(X, y, parameters, question["steps"], question["lr"], question["alpha"])
    ask = "What does the last line of your function return, and what does the task ask for?"
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise Unusable(
            RETURN if pair is None else ask, f"`tensor_train` returned {_count(pair)}; a pair of lists was wanted."
        )
    for which, each in zip(("first", "second"), pair):
        if not isinstance(each, (list, tuple)) or len(each) != len(PARAMETERS):
            raise Unusable(ask, f"The {which} of the pair is {_count(each)}; a list of four arrays was wanted.")
    answer: Answer = {}
    for what, each in zip(("{} after training", "first gradient of {}"), pair):
        for name, array in zip(PARAMETERS, each):
            part = what.format(name)
            answer[part] = _numbers(f"In the place of the {part} stands", got(f"the {part}", array))
    return answer


def _count(thing: Any) -> str:
    """What came back, for a person: a list with its length."""
    return (
        f"a {type(thing).__name__} of {len(thing)}"
        if isinstance(thing, (list, tuple))
        else "None"
        if thing is None
        else _a(thing)
    )
