"""`check("mul", Value)` in a notebook: ask, judge and show in one process."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any

from micrograd_edu.checks import probes
from micrograd_edu.checks.task import Task, parse_evidence, public
from micrograd_edu.checks.verdict import Verdict


class CheckFailed(Exception):
    """A check in a notebook said FAIL. Shown as one line: the verdict above it says the rest."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text())
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:  # IPython's hook: no stack of our own code in a student's notebook
        return [f"CheckFailed: {self.verdict.word} {self.verdict.task}"]


def check_in_notebook(tasks: Mapping[str, Task], name: str, objects: tuple[Any, ...]) -> None:
    """Challenge, probe and judge in one process; show the verdict, and raise `CheckFailed` if it is FAIL.

    Raises
    ------
    KeyError
        If the lab has no such task.
    TypeError
        If the number of objects is not what the check asks for.
    CheckFailed
        If the objects do not pass.
    """
    if name not in tasks:
        raise KeyError(f'there is no task "{name}" in this lab; the tasks are {", ".join(tasks)}.')
    task = tasks[name]
    if len(objects) != len(task.names):
        raise TypeError(f'check("{name}", ...) takes {", ".join(task.names)}: got {len(objects)} objects.')
    verdict = ask(task, list(objects), random.Random())
    show_verdict(verdict)
    if not verdict.passed:
        raise CheckFailed(verdict)


def ask(task: Task, objects: list[Any], rng: random.Random) -> Verdict:
    """Draw a challenge, ask, judge. All goes through JSON, as in autograding, so that both see the same."""
    challenge = json.loads(json.dumps(task.challenge(rng)))
    evidence = parse_evidence(json.dumps(probes.run(public(challenge), objects)))
    return task.judge(challenge, evidence)


def show_verdict(verdict: Verdict) -> None:
    """Display as HTML in a notebook, print as text elsewhere."""
    try:
        from IPython import get_ipython
    except ImportError:
        get_ipython = None
    if get_ipython is None or get_ipython() is None:
        print(verdict.text())
        return
    from IPython.display import display

    display({"text/html": verdict.html(), "text/plain": verdict.text()}, raw=True)
