"""Probes of lab 0: the first graph, and answers written down as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from micrograd_edu.checks.probes import Answer, Question, Unusable, given, got, number, short


def first_graph(question: Question, first_graph: Callable[..., Any], effect_of_nudge: Callable[..., Any]) -> Answer:
    """Data and grad of the four values that the student's function returns, and the effects of a nudge."""
    named = first_graph(*question["inputs"])
    if named is None:
        raise Unusable("Does your function end in a return?", "first_graph returned None; a dict of four Values was wanted.")
    if not isinstance(named, dict) or not all(hasattr(named.get(name), "grad") for name in "abcL"):
        raise Unusable(
            "What does the last line of the example return?",
            f"first_graph returned {short(repr(named))}; a dict with the Values a, b, c and L was wanted.",
        )
    got("the dict of Values", named)
    answer: Answer = {}
    for name in "abc":
        leaf = given(f"the leaf {name}", named[name])
        # without a gradient there is nothing to predict from
        effect = None if leaf.grad is None else number(effect_of_nudge(leaf, question["nudge"]))
        answer[f"effect_of_nudge({name}, {question['nudge']})"] = effect
    for name in "abcL":
        answer |= {f"{name}.data": number(named[name].data), f"{name}.grad": number(named[name].grad)}
    return answer


def written_down(question: Question, answers: Mapping[str, Mapping[str, Any]]) -> Answer:
    """The entries below one title; of a pair, both numbers."""
    titles = answers.values() if isinstance(answers, Mapping) else ()
    if all(_is_blank(entry) for entries in titles if isinstance(entries, Mapping) for entry in entries.values()):
        raise NotImplementedError  # as it was handed out
    title, form = question["title"], question["form"]
    entries = answers.get(title)
    if not isinstance(entries, Mapping):
        raise Unusable(
            "Which titles does the cell have as it was handed out?",
            f"There are no entries under `{title}`, or they are no dict.",
        )
    answer: Answer = {}
    for name in question["names"]:
        numbers = list(entry) if isinstance(entry := entries.get(name), (tuple, list)) else [entry]
        if len(numbers) != len(form):
            wanted = "a number" if len(form) == 1 else "a pair (data, grad)"
            raise Unusable(
                "What stands in such a place in the cell as it was handed out?",
                f"Under `{title}`, {name} is {short(repr(entry))}; {wanted} was wanted.",
            )
        if name in question.get("leaves", {}) and numbers[0] != question["leaves"][name]:
            raise Unusable(
                "Which of the two numbers does a pair want first, and which of them stood there from the start?",
                f"Under `{title}`, {name} was given with {question['leaves'][name]:g}; now its pair is {short(entry)}.",
            )
        for part, x in zip(form, numbers):
            if x is None:
                raise Unusable(
                    "Which entries are still None? If nothing moves, which number says so?",
                    f"Under `{title}`, {name} is not filled in yet.",
                )
            answer[part.format(name)] = repr(x) if isinstance(x, str) else number(x)
    return answer


def _is_blank(entry: Any) -> bool:
    """Whether nothing has been filled in: in a pair, the answer is the gradient, the second."""
    return entry is None or (isinstance(entry, (tuple, list)) and list(entry[1:]) == [None])
