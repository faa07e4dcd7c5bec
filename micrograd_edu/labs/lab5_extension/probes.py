"""Probes of lab 5: a new operator, unbroadcast, a Tensor class, and training with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Unusable, attempt, number, short


def _nested(array: Any) -> Any:
    """An array as nested lists of floats."""
    import numpy as np

    return np.asarray(array, dtype=float).tolist()


def new_operator(cases: list[dict[str, Any]], Value: type, operator_name: str, new_operator: Callable) -> dict[str, Any]:
    """Value and gradient of the student's operator at points, on its own and inside a larger graph."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        x = Value(case["x"])
        out = new_operator(x)
        if not hasattr(out, "data"):
            hint = "returned_none" if out is None else "returned_number"
            raise Unusable(hint, f"new_operator gave {short(repr(out))}, and a Value was wanted.")
        root = (out * out + out) * x if case["inside"] else out
        root.backward()
        return {"value": number(root.data), "grad": number(x.grad)}

    return {"name": short(operator_name), "points": [attempt(ask, case) for case in cases]}


def unbroadcast(cases: list[dict[str, Any]], unbroadcast: Callable) -> list[dict[str, Any]]:
    """The shape and numbers of each gradient, summed back."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        import numpy as np

        out = unbroadcast(np.array(case["grad"], dtype=float), tuple(case["shape"]))
        if out is None:
            raise Unusable("returned_none", "unbroadcast returned None; an array was wanted.")
        return {"shape": list(np.shape(out)), "numbers": [number(v) for v in np.asarray(out, dtype=float).reshape(-1)]}

    return [attempt(ask, case) for case in cases]


def tensor_ops(cases: list[dict[str, Any]], Tensor: type) -> list[dict[str, Any]]:
    """Value and gradients of expressions on the student's Tensor."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        import numpy as np

        leaves = {name: Tensor(np.array(data)) for name, data in case["inputs"].items()}
        arrays = {name: np.array(data) for name, data in case["arrays"].items()}
        root = eval(compile(case["expr"], "<challenge>", "eval"), {"__builtins__": {}}, leaves | arrays)
        if not hasattr(root, "data"):
            raise Unusable("returned_number", f"{case['expr']} gave {short(repr(root))}, and a Tensor was wanted.")
        for _ in range(case["calls"]):
            root.backward()
        shapes = {name: list(np.shape(leaf.grad)) for name, leaf in leaves.items()}
        return {
            "value": _nested(root.data),
            "dtype": str(np.asarray(leaves["a"].data).dtype),
            "shapes": shapes,
            "grads": {name: None if leaf.grad is None else _nested(leaf.grad) for name, leaf in leaves.items()},
        }

    return [attempt(ask, case) for case in cases]


def tensor_train(cases: list[dict[str, Any]], tensor_train: Callable) -> list[dict[str, Any]]:
    """The parameters that the student's training leaves, and the gradients of its first step."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        import numpy as np

        parameters = [np.array(p, dtype=float) for p in case["parameters"]]
        X, y = np.array(case["X"], dtype=float), np.array(case["y"], dtype=float)
        answer = tensor_train(X, y, parameters, case["steps"], case["lr"], case["alpha"])
        if not isinstance(answer, tuple) or len(answer) != 2:
            hint = "returned_none" if answer is None else "lab5_wants_a_pair"
            raise Unusable(hint, f"tensor_train returned {short(type(answer).__name__)}; a pair of lists was wanted.")
        for which, each in zip(("first", "second"), answer):
            if not isinstance(each, (list, tuple)) or len(each) != 4:
                what = f"a list of {len(each)}" if isinstance(each, (list, tuple)) else type(each).__name__
                raise Unusable("lab5_wants_a_pair", f"the {which} of the pair is {what}; a list of four arrays was wanted.")
        after, grads = answer
        for each in (*after, *grads):
            if each is None or hasattr(each, "grad"):
                raise Unusable("lab5_wants_a_pair", f"a list of the pair holds a {type(each).__name__}; arrays were wanted.")
        return {"parameters": [_nested(p) for p in after], "grads": [_nested(g) for g in grads]}

    return [attempt(ask, case) for case in cases]
