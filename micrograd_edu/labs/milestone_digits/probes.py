"""Probes of the milestone: softmax, cross-entropy, minibatches, Adam, the training loop, and PyTorch's arrays."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Answer, NotChecked, Question, Unusable, given, got, number, short

RETURN = "Does every way through your function end in a return?"
LOOK_AT_THE_END = "What does the last line of your function return, and what does the task ask for?"


def softmax(question: Question, softmax: Callable[..., Any]) -> Answer:
    """Probabilities of rows of scores."""
    import numpy as np

    scores = given("the scores", np.array(question["scores"]))
    with np.errstate(all="ignore"):  # a warning would cost a reader more attention than the number that it is about
        probabilities = got("the probabilities", softmax(scores))
    return {"probabilities": _numbers("`softmax` returned", probabilities)}


def _numbers(what: str, array: Any) -> Any:
    """An array, of NumPy's or of PyTorch's, as nested lists of floats; a list is no array."""
    import numpy as np

    if array is None:
        raise Unusable(RETURN, f"{what} None; an array was wanted.")
    if isinstance(array, (list, tuple)) or hasattr(array, "backward") and not hasattr(array, "numpy"):
        raise Unusable("What comes back, and which part of it is the array?", f"{what} {_a(array)}; an array was wanted.")
    try:
        return np.asarray(array, dtype=float).tolist()
    except (TypeError, ValueError, RuntimeError):
        message = f"{what} {_a(array)} with something else than numbers in it; an array of numbers was wanted."
        raise Unusable("What is in that array? Print it, and its dtype.", message) from None


def _a(thing: Any) -> str:
    return f"a {type(thing).__name__}"


def cross_entropy(question: Question, Tensor: type, cross_entropy: Callable[..., Any]) -> Answer:
    """The loss of a batch, and the gradient of its scores after `backward()`, once or more often."""
    import numpy as np

    array = given("the array of the scores", np.array(question["scores"], dtype=float))
    scores, labels = given("the scores", Tensor(array)), given("the labels", np.array(question["labels"]))
    with np.errstate(all="ignore"):
        loss = cross_entropy(scores, labels)
        _is_tensor(loss, "cross_entropy")
        got("the loss", loss)
        root = loss * question["times"] if question["times"] != 1 else loss
        for _ in range(question["calls"]):
            root.backward()
    return {"loss": _numbers("The data of the loss is", loss.data), **_gradient("scores", scores)}


def _is_tensor(loss: Any, function: str) -> None:
    if not hasattr(loss, "data") or not hasattr(loss, "backward"):
        ask = RETURN if loss is None else "What has to be wrapped around a number so that backward can find the scores?"
        kind = "None" if loss is None else _a(loss)
        raise Unusable(ask, f"`{function}` returned {kind}; a Tensor was wanted.")


def _gradient(name: str, tensor: Any) -> Answer:
    if tensor.grad is None:
        ask = "What does a result have to remember besides its number?"
        raise Unusable(ask, f"After backward(), no gradient has arrived at the {name}: the loss does not lead back there.")
    what = f"gradient of the {name}"
    return {what: _numbers(f"The {what} is", got(f"the {what}", tensor.grad))}


def minibatches(question: Question, minibatches: Callable[..., Any]) -> Answer:
    """The batches of a seed, twice, those of another seed, and whether anybody else's random numbers were changed."""
    import numpy as np

    n, size, seed = question["n"], question["size"], question["seed"]
    before = random.getstate(), repr(np.random.get_state())
    batches = _batches(minibatches(n, size, seed))
    untouched = before == (random.getstate(), repr(np.random.get_state()))
    again, other = _batches(minibatches(n, size, seed)), _batches(minibatches(n, size, seed + 1))
    return {"batches": batches, "again": again, "other": other, "untouched": untouched}


def _batches(batches: Any) -> list[list[int]]:
    if batches is None:
        raise Unusable(RETURN, "`minibatches` returned None; a list of batches was wanted.")
    try:
        return [[int(i) for i in batch] for batch in batches]
    except (TypeError, ValueError):
        message = f"`minibatches` returned {_a(batches)} that is no list of batches of ints: {short(repr(batches))}"
        raise Unusable(LOOK_AT_THE_END, message) from None


class Parameter:
    """What an optimizer and a loop know of a tensor: an array, and its gradient."""

    def __init__(self, data: Any) -> None:
        import numpy as np

        self.data, self.grad = np.array(data, dtype=float), None


def adam(question: Question, Adam: Callable[..., Any]) -> Answer:
    """The parameters after each step, with given gradients."""
    import numpy as np

    parameters = [Parameter(start) for start in question["start"]]
    optimizer = Adam(list(parameters), **_options(question))
    answer: Answer = {}
    for t, gradients in enumerate(question["gradients"], 1):
        for p, gradient in zip(parameters, gradients):
            p.grad = given("a gradient", np.array(gradient, dtype=float))
        with np.errstate(all="ignore"):
            optimizer.step()
        for i, p in enumerate(parameters):
            answer[f"parameter {i} after step {t}"] = _numbers("The data of a parameter is", p.data)
    return answer


def _options(question: Question) -> dict[str, Any]:
    return {name: tuple(x) if isinstance(x, list) else x for name, x in question["options"].items()}


class Distance:
    """A loss without an engine: the squared distance of each parameter to what a batch asks for."""

    def __init__(self, parameters: list[Any], to: list[Any]) -> None:
        import numpy as np

        self.parameters = parameters
        self.differences = [p.data - np.array(aim, dtype=float) for p, aim in zip(parameters, to)]
        self.data = np.array(sum(float((d * d).sum()) for d in self.differences))

    def backward(self) -> None:
        for p, difference in zip(self.parameters, self.differences):
            p.grad = 2 * difference if p.grad is None else p.grad + 2 * difference  # as leaves do: they add up


def train(question: Question, Adam: type, train: Callable[..., Any]) -> Answer:
    """Losses and parameters of a loop whose loss is known without any engine."""
    parameters = [Parameter(start) for start in question["start"]]
    batches = given("the list of batches", list(range(len(question["aims"]))))
    asked: list[int] = []

    def loss_of(batch: int) -> Distance:
        asked.append(int(batch))
        return Distance(parameters, question["aims"][int(batch)])

    losses = train(list(parameters), batches, loss_of, question["lr"])
    if not isinstance(losses, (list, tuple)):
        kind = "None" if losses is None else _a(losses)
        raise Unusable(RETURN if losses is None else LOOK_AT_THE_END, f"`train` returned {kind}; a list was wanted.")
    answer: Answer = {"batches asked for": asked, "losses": [number(loss) for loss in got("the losses", losses)]}
    return answer | {f"parameter {i}": p.data.tolist() for i, p in enumerate(parameters)}


def torch_tensor(question: Question, TorchTensor: Any, torch_cross_entropy: Callable[..., Any]) -> Answer:
    """Value and gradients of a formula on PyTorch's arrays, and where these lie."""
    torch = _torch()
    for name in ("device", "dtype"):
        if not hasattr(TorchTensor, name):
            message = f"`TorchTensor` has no `{name}`; the task asks for it at the top of the class."
            raise Unusable("With which two lines does the class of the task begin?", message)
    before, device = (TorchTensor.device, TorchTensor.dtype), question["device"]
    TorchTensor.device, TorchTensor.dtype = device, torch.float64
    try:
        return _on_device(torch, question, TorchTensor, torch_cross_entropy)
    finally:
        TorchTensor.device, TorchTensor.dtype = before


def _on_device(torch: Any, question: Question, TorchTensor: Any, torch_cross_entropy: Callable[..., Any]) -> Answer:
    tensors = {name: TorchTensor(x) for name, x in question["inputs"].items()}
    for tensor in tensors.values():
        where = getattr(getattr(tensor.data, "device", None), "type", "cpu")
        if isinstance(tensor.data, torch.Tensor) and where != question["device"]:
            ask = "Which line makes the array, and where does PyTorch put it if it is not told?"
            message = f"The class's device is {question['device']!r}, and the data of a new TorchTensor lies on {where!r}."
            raise Unusable(ask, message)
    labels = torch.tensor(question["labels"], device=question["device"])
    scope = {"cross_entropy": torch_cross_entropy, "labels": labels, **tensors}
    root = eval(compile(question["formula"], "<challenge>", "eval"), {"__builtins__": {}}, scope)
    _is_tensor(root, "torch_cross_entropy" if "cross_entropy" in question["formula"] else "A formula of TorchTensors")
    for _ in range(question["calls"]):
        root.backward()
    answer: Answer = {}
    for what, array in {"value": root.data, **{f"gradient of {name}": x.grad for name, x in tensors.items()}}.items():
        if not isinstance(array, torch.Tensor):
            ask = "Which line made that array, and whose function did it ask?"
            kind = "None" if array is None else _a(array)
            raise Unusable(ask, f"The {what} is {kind}; PyTorch's kind of array was wanted.")
        answer[f"where the {what} lies"] = array.device.type
        answer[f"PyTorch's own graph holds the {what}"] = array.requires_grad
        if array.device.type == "meta":  # there are no numbers there
            answer[what] = list(array.shape)
        else:
            answer[what] = _numbers(f"The {what} is", got(what, array.detach()))
    return answer


def _torch() -> Any:
    try:
        import torch
    except ImportError:
        raise NotChecked("PyTorch is not installed here. Install it with `make torch` (see README).") from None
    return torch
