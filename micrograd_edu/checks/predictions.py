"""Put what a learner predicted beside what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from micrograd_edu.checks.rows import is_close, show


def comparer(outcomes: Mapping[str, Any]) -> Callable[..., None]:
    """The `compare` of a lab: what comes of its predictions stands in `outcomes`, where no cell shows it too early."""

    def compare(what: str, predicted: Any, came: Any = None) -> None:
        """Print a prediction beside what came. Without a prediction, what came is kept back.

        Parameters
        ----------
        what : str
            What was asked, in a few words.
        predicted : object
            The learner's answer: a number, a text, a list. None, and a text that still ends in "...", is none yet.
        came : object, optional
            What was found, where the cell computes that; otherwise it is looked up. Numbers and lists are compared; a
            sentence stands beside the learner's, who compares.
        """
        came = outcomes[what] if came is None else came
        if _is_open(predicted):
            print(f"{what}: no prediction yet. (Write yours above, then run both cells again.)")
        elif _is_same(predicted, came):
            print(f"{what}: you predicted {_text(predicted)}, and so it is.")
        else:
            print(f"{what}: you predicted {_text(predicted)}. It is {_text(came)}.")

    return compare


def _is_open(predicted: Any) -> bool:
    """Whether nothing, or not everything, has been filled in."""
    if isinstance(predicted, (list, tuple)):
        return any(_is_open(part) for part in predicted)
    return predicted is None or (isinstance(predicted, str) and predicted.strip()[-3:] in ("", "..."))


def _is_same(predicted: Any, came: Any) -> bool:
    if isinstance(predicted, str) and isinstance(came, str):
        return predicted.strip().casefold() == came.casefold()
    if isinstance(predicted, (list, tuple)) and isinstance(came, (list, tuple)):
        return len(predicted) == len(came) and all(map(_is_same, predicted, came))
    return type(predicted) in (int, float) and type(came) in (int, float) and is_close(predicted, came)


def _text(thing: Any) -> str:
    if isinstance(thing, (list, tuple)):
        return ", ".join(map(_text, thing))
    return thing.strip().rstrip(".") if isinstance(thing, str) else show(thing)
