"""Laws that hold for every task, so that the harness holds code to them, not each author of a task.

Arguments are what they were before; the same question gets the same answer again, also after others; results of before have
not changed since; what one question got is nobody else's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.rows import Asked


def broken_law(found: Sequence[Asked], again: Mapping[int, Asked], later: Sequence[Sequence[Any]]) -> Diagnosis | None:
    """The first law that the evidence shows to be broken.

    Parameters
    ----------
    found : sequence of Asked
        All questions with their answers.
    again : dict from number of a question to Asked
        Those that were asked a second time, with the second answer.
    later : sequence of (number of a question, name of a result, "changed" or "shared")
        Results that are not what they were.
    """
    for asked in found:
        for name in asked.answer.get("changed", ()):
            return _law(
                "changes arguments",
                f"Your code changes {name}, which it was only given to look at ({asked.text}).",
                "Which line writes into something that the caller still needs? What could it write into instead?",
            )
    for i, second in again.items():
        first = found[i]
        if first.ok and not second.ok:
            return _law(
                "second time",
                f"The first time it is right; asked the same again after other questions, it is not ({first.text}).",
                "What does the answer depend on besides the question: something that is remembered from call to call, "
                "or an order that is left to chance, as in a set?",
            )
    for i, name, what in later:
        if what == "shared":
            return _law(
                "shares results",
                f"Two calls returned the very same object as {name}: whoever changes one changes the other.",
                "Where is that object made: at each call, or once, when the function is defined?",
            )
        return _law(
            "changes results",
            f"A later call has changed {name}, which an earlier one returned ({found[i].text}).",
            "What do the two calls share, and where is it made?",
        )
    return None


def _law(name: str, says: str, ask: str) -> Diagnosis:
    return Diagnosis("law", name, says, ask)
