"""Probes of lab 0: the first graph, and answers written down as numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Unusable, attempt, number, short


def first_graph(cases: list[dict[str, Any]], first_graph: Callable, effect_of_nudge: Callable) -> list[dict[str, Any]]:
    """For each triple of inputs: data and grad of what the student's function returns, and the effects it predicts."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        named = first_graph(*case["inputs"])
        if not isinstance(named, dict) or not all(hasattr(named.get(name), "grad") for name in "abcL"):
            hint = "returned_none" if named is None else "lab0_wants_a_dict"
            raise Unusable(hint, f"first_graph returned {short(repr(named))}; wanted: a dict with the Values a, b, c and L.")
        return {
            "data": {name: number(named[name].data) for name in "abcL"},
            "grad": {name: number(named[name].grad) for name in "abcL"},
            "effect": {
                # without a gradient there is nothing to predict from
                name: None if named[name].grad is None else number(effect_of_nudge(named[name], case["nudge"]))
                for name in "abc"
            },
        }

    return [attempt(ask, case) for case in cases]


def written_down(cases: list[dict[str, Any]], answers: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The numbers in a dict of dicts: for each title, each entry that is asked for, None where there is none."""

    def read(case: dict[str, Any]) -> dict[str, Any]:
        entries = answers.get(case["title"], {})
        return {"entries": {name: _numbers(entries.get(name)) for name in case["names"]}}

    return [attempt(read, case) for case in cases]


def _numbers(entry: Any) -> Any:
    """A number, or a list of the numbers in a pair."""
    return [number(x) for x in entry] if isinstance(entry, (tuple, list)) else number(entry)
