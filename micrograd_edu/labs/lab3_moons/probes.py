"""Probes of lab 3: networks with given weights, losses, and what training steps do to parameters."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Answer, Question, Unusable, given, got, number, short

# Networks.


def networks(question: Question, *classes: type) -> Answer:
    """A network's fresh parameters; with given ones, its outputs, and the gradients of the sum of all outputs."""
    cls = classes[question["index"]]
    text, count = question["text"], question["count"]

    def build(seed: int) -> Any:
        arguments = [list(x) if isinstance(x, list) else x for x in question["arguments"]]
        for argument in arguments:
            given("the list of sizes", argument)
        return cls(*arguments, random.Random(seed), **question["keywords"])

    module, same, other = build(question["seed"]), build(question["seed"]), build(question["seed"] + 1)
    parameters = parameters_of(module, text)
    fresh = _data(parameters)
    _alone(parameters, parameters_of(same, text), text)
    if len(parameters) != count:
        raise Unusable(
            "How many weights and how many biases does each neuron have, and which of them are in your list?",
            f"parameters() of {text} holds {_count(parameters, 'Value')}; {count} were wanted.",
        )
    again = _data(parameters_of(same, text))
    if fresh != again and sorted(map(str, fresh)) == sorted(map(str, again)):
        raise Unusable(
            "Which of Python's containers keep the order in which things were put in?",
            f"parameters() of {text}, made twice with the same seed, lists the same numbers in another order.",
        )
    if fresh != again:
        raise Unusable(
            "Where do your random numbers come from: from the rng that you were given?",
            f"{text}, made twice with the same seed, started with different weights.",
        )
    if fresh == _data(parameters_of(other, text)):
        raise Unusable(
            "Where do your random numbers come from: from the rng that you were given?",
            f"{text} starts with the same numbers, whatever the seed of rng.",
        )
    _unlike(cls, question)
    for p, w in zip(parameters, question["weights"]):
        p.data, p.grad = w, None
    Value = type(parameters[0])
    points = [[Value(xi) for xi in x] if question["of_values"] else list(x) for x in question["X"]]
    found: list[Any] = []
    for x in points:
        found += _outputs(module(given("the list of inputs", x)), f"{text}, called with {short(x)},", question["outputs"])
    total = found[0]
    for out in found[1:]:
        total = total + out
    total.backward()
    answer = {"the parameters before training": fresh, "the output": _data(found), "the gradient": _grads(parameters)}
    for p in parameters:
        p.data += MOVE
    answer[MOVED] = _data(_outputs(module(points[0]), f"{text}, called again,", question["outputs"]))
    inputs = [xi for x in points for xi in x]
    return answer | ({"the gradient of the inputs": _grads(inputs)} if question["of_values"] else {})


MOVED, MOVE = "the output after the parameters have moved", 0.25


def _unlike(cls: type, question: Question) -> None:
    """Make one of another kind: what belongs to the object and not to its class does not notice."""
    sizes, keywords = list(question["arguments"]), dict(question["keywords"])
    if question["class"] == "MLP":
        sizes[-1] = [*sizes[-1], 3]
    else:
        keywords["nonlin"] = not keywords.get("nonlin", True)
    cls(*sizes, random.Random(0), **keywords)


def parameters_of(module: Any, text: str) -> list[Any]:
    """What `parameters()` gives, if that is a flat list of Values, the same ones at each call, each once."""
    if not callable(getattr(module, "parameters", None)):
        raise Unusable("Is its name spelt so, and does it stand inside of the class?", f"{text} has no method parameters().")
    first, second = (_listed(module.parameters(), text) for _ in range(2))
    if len(first) != len(second):
        raise Unusable(
            "Which list does your method add to, and whose is that?",
            f"parameters() of {text} holds {_count(first, 'Value')} at the first call and {len(second)} at the second.",
        )
    if any(one is not two for one, two in zip(first, second)):
        raise Unusable(
            "Training changes what this list holds. Does the network compute with these very Values, or with others?",
            f"parameters() of {text} gives new Values at each call.",
        )
    if len({id(p) for p in first}) < len(first):
        raise Unusable(
            "How many different Values did you make? What does [x] * 3 hold: three things, or one thing three times?",
            f"parameters() of {text} lists one and the same Value more than once.",
        )
    return first


def _listed(parameters: Any, text: str) -> list[Any]:
    """What one call of `parameters()` gave, as a list of our own: a later call may change theirs."""
    if not isinstance(parameters, (list, tuple)):
        raise Unusable(
            "Does every way through your method end in a return, and what does it return?",
            f"parameters() of {text} gave {_kind(parameters)}; a list of Values was wanted.",
        )
    for p in parameters:
        if not hasattr(p, "data"):
            raise Unusable(
                "A training loop does p.data -= ... for each p in the list. What is p in yours?",
                f"parameters() of {text} holds {_kind(p)}; Values were wanted.",
            )
    return list(parameters)


def _alone(ours: list[Any], theirs: list[Any], text: str) -> None:
    if {id(p) for p in ours} & {id(p) for p in theirs}:
        raise Unusable(
            "Where is the list made that holds them: for each object, or once for all?",
            f"Two of {text}, made one after the other, share parameters.",
        )


def _outputs(out: Any, text: str, wanted: int | None) -> list[Any]:
    """One Value, or a list of as many as wanted; None: the single Value itself."""
    if wanted is None and (isinstance(out, (list, tuple)) or not hasattr(out, "data")):
        raise Unusable(
            "A loss computes 1 - y * model(x). What is model(x) in your network?",
            f"{text} gave {_kind(out)}; a Value was wanted.",
        )
    if wanted is None:
        return [out]
    if not isinstance(out, (list, tuple)) or len(out) != wanted:
        raise Unusable(
            "The next layer goes over its inputs one by one. What would it find in yours, at every call?",
            f"{text} gave {_kind(out)}; a list of {wanted} was wanted.",
        )
    if not all(hasattr(each, "data") for each in out):
        raise Unusable("Where do the Values become numbers?", f"{text} gave {short(list(out))}; Values were wanted.")
    return list(out)


def _kind(thing: Any) -> str:
    if thing is None:
        return "None"
    if isinstance(thing, (list, tuple)):
        return f"a {type(thing).__name__} of {len(thing)}"
    if isinstance(thing, (int, float)):
        return f"the number {short(thing)}"
    return f"{'an' if type(thing).__name__[0] in 'aeiou' else 'a'} {type(thing).__name__}"


def _count(things: Any, word: str) -> str:
    return f"{len(things) or 'no'} {word}{'' if len(things) == 1 else 's'}"


def _data(values: list[Any]) -> list[Any]:
    return [number(p.data) for p in values]


def _grads(values: list[Any]) -> list[Any]:
    return [number(p.grad) for p in values]


# The loss, on a model that is given.


class Model:
    """A network with one hidden layer of relus, or without one, of the engine's plain operators: something given to train.

    Parameters come in the order of all networks of this course: each hidden neuron's weights and bias, then the output
    neuron's.
    """

    def __init__(self, Value: type, weights: list[float], hidden: int = 0) -> None:
        self._parameters = [Value(w) for w in weights]
        self._hidden = hidden

    def parameters(self) -> list[Any]:
        return list(self._parameters)

    def __call__(self, x: list[float]) -> Any:
        size = len(x) + 1
        for_hidden, last = self._parameters[: self._hidden * size], self._parameters[self._hidden * size :]
        activations = [_weighted(for_hidden[i : i + size], x).relu() for i in range(0, len(for_hidden), size)]
        return _weighted(last, activations or x)


def _weighted(neuron: list[Any], x: list[float]) -> Any:
    *weights, out = neuron
    for w, xi in zip(weights, x):
        out = out + w * xi
    return out


def squared_error(model: Model, X: list[list[float]], y: list[float]) -> Any:
    """A loss to train with: the average of (score - target)**2."""
    out = 0
    for x, target in zip(X, y):
        out = out + (model(x) - target) ** 2
    return out * (1 / len(X))


def loss(question: Question, Value: type, svm_loss: Callable[..., Any]) -> Answer:
    """Loss, accuracy and the gradients that the loss leaves on a given model."""
    model = Model(Value, question["weights"], question["hidden"])
    X, y = [list(x) for x in question["X"]], list(question["y"])
    for name, thing in (("X", X), ("y", y), ("the model's parameters", model.parameters())):
        given(name, thing)
    pair = svm_loss(model, X, y, question["alpha"]) if "alpha" in question else svm_loss(model, X, y)
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise Unusable(
            "What does the last line of your function return, on every way through it?",
            f"svm_loss returned {_kind(pair)}; a pair (loss, accuracy) was wanted.",
        )
    value, accuracy = pair
    if not hasattr(value, "backward"):
        raise Unusable(
            "Where in your function does the graph end, and in which order do the two stand in the pair?",
            f"The first of the pair is {_kind(value)}; the loss as a Value was wanted.",
        )
    if hasattr(accuracy, "backward"):
        raise Unusable("Nobody differentiates the accuracy. What is it?", "The accuracy is a Value; a number was wanted.")
    value.backward()
    return {
        "the loss": number(value.data),
        "the accuracy": number(accuracy),
        "the gradient": _grads(model.parameters()),
    }


# Steps: what a loop does to the parameters of a given model. Old gradients may lie about, as after another step.


def sgd(question: Question, Value: type, sgd_step: Callable[..., Any]) -> Answer:
    """The loss that each of several steps returns, and the parameters after it."""
    model, loss_fn = _to_train(question, Value)
    answer: Answer = {}
    for k in range(1, question["steps"] + 1):
        answer[f"the loss of step {k}"] = _loss_number(sgd_step(model, loss_fn, question["lr"]), "sgd_step returned")
        answer |= {f"{name} after step {k}": x for name, x in _moved(model, question).items()}
    return answer


def train(question: Question, Value: type, train: Callable[..., Any]) -> Answer:
    """The losses that training returns, and the parameters at its end."""
    model, loss_fn = _to_train(question, Value)
    steps = question["steps"]
    history = train(model, loss_fn, steps, schedule(*question["lr"]))
    if not isinstance(history, (list, tuple)):
        raise Unusable(
            "Does every way through your function end in a return, and what does it return?",
            f"train returned {_kind(history)}; the list of losses was wanted.",
        )
    if len(history) != steps:
        raise Unusable(
            "How many steps does your loop make, and at which point of each do you keep its loss?",
            f"Asked for {_count(range(steps), 'step')}, train returned {_kind(history)}; one loss a step was wanted.",
        )
    got("the list of losses", history)
    losses = {f"the loss of step {k}": _loss_number(x, "The list that train returned holds") for k, x in enumerate(history)}
    return {f"{name} at the end": x for name, x in _moved(model, question).items()} | losses


def tickets(question: Question, Value: type, *loops: Callable[..., Any]) -> Answer:
    """The parameters after some steps of one of the loops."""
    model, loss_fn = _to_train(question, Value)
    loops[question["loop"]](model, loss_fn, question["lr"], question["steps"])
    return _moved(model, question)


def _to_train(question: Question, Value: type) -> tuple[Model, Callable[[], Any]]:
    model = Model(Value, list(question["weights"].values()), question.get("hidden", 0))
    for p, grad in zip(model.parameters(), question.get("stale", ())):
        p.grad = grad
    return model, loss_of(model, question)


def loss_of(model: Model, question: Question) -> Callable[[], Any]:
    """The function that computes a question's loss: a formula of the parameters, or the squared error on its points."""
    if "expr" not in question:
        return lambda: squared_error(model, question["X"], question["y"])
    code, names = compile(question["expr"], "<challenge>", "eval"), list(question["weights"])
    return lambda: eval(code, {"__builtins__": {}}, dict(zip(names, model.parameters())))


def schedule(start: float, change: float) -> Callable[[int], float]:
    """A learning rate for each step, from its number: the first, and how much it changes from step to step."""

    def learning_rate(k: int) -> float:
        return start + change * k

    return learning_rate


def _moved(model: Model, question: Question) -> dict[str, Any]:
    """Each parameter's number by its name."""
    for p in model.parameters():
        if hasattr(p.data, "data") and hasattr(p.data, "grad"):
            raise Unusable(
                "What is computed when two Values are subtracted, and what should p.data hold?",
                "The data of a parameter has become a Value; a number was wanted.",
            )
    return {name: number(p.data) for name, p in zip(question["weights"], model.parameters())}


def _loss_number(loss: Any, where: str) -> Any:
    """The loss of a step, which has to be a number."""
    if isinstance(loss, (int, float)) or (hasattr(loss, "__float__") and not hasattr(loss, "backward")):
        return number(loss)
    ask = (
        "Which attribute is the number inside? If you kept the Value, what would it hold on to?"
        if hasattr(loss, "backward")
        else "Does every way through your function end in a return, and what does it return?"
    )
    raise Unusable(ask, f"{where} {_kind(loss)}; the loss as a number was wanted.")
