"""`check("mul", Value)` in a notebook: ask, judge and show in one process."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from micrograd_edu.checks import probes
from micrograd_edu.checks.evidence import parse_evidence
from micrograd_edu.checks.task import Task, first_wrong, public
from micrograd_edu.checks.verdict import Verdict


class CheckFailed(Exception):
    """A check in a notebook said FAIL. Shown as one line: the verdict above it says the rest."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text())
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:  # IPython's hook: no stack of our own code in a student's notebook
        return [f"CheckFailed: {self.verdict.word} {self.verdict.task}"]


def checker(tasks: Mapping[str, Task]) -> Callable[..., None]:
    """The `check` of a lab with these tasks, for its notebook: challenge, probe and judge in one process."""

    def check(task: str, *objects: Any) -> None:
        """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL.

        Parameters
        ----------
        task : str
            The task's id, for example "mul".
        *objects
            What you defined for it, for example `Value`.

        Raises
        ------
        KeyError
            If the lab has no such task.
        TypeError
            If the number of objects is not what the check asks for.
        CheckFailed
            If the objects do not pass.
        """
        if task not in tasks:
            raise KeyError(f'there is no task "{task}" in this lab; the tasks are {", ".join(tasks)}.')
        names = tasks[task].names
        if len(objects) != len(names):
            raise TypeError(f'check("{task}", ...) takes {", ".join(names)}: got {len(objects)} objects.')
        verdict = ask(tasks, tasks[task], objects, random.Random())
        _judged[tasks[task].lab, task] = objects, verdict.passed
        show_verdict(verdict)
        show_film(tasks[task], verdict)
        if not verdict.passed and verdict.was_checked:
            raise CheckFailed(verdict)

    return check


def replay_in_notebook(tasks: Mapping[str, Task], receipt: str) -> None:
    """Ask what was asked when the receipt was given, of what the notebook has defined by now.

    Raises
    ------
    NameError
        If something is not defined that the task asks for.
    CheckFailed
        If it does not pass.
    """
    name = receipt.partition("/")[2].rpartition("-")[0]
    if name not in tasks:
        raise KeyError(f"there is no such receipt as {receipt}: copy it from the feedback, whole.")
    task, namespace = tasks[name], _namespace()
    if missing := [wanted for wanted in task.names if wanted not in namespace]:
        raise NameError(f"{', '.join(missing)} is not defined here: run the cells of your notebook first.")
    verdict = ask(tasks, task, [namespace[wanted] for wanted in task.names], random.Random(receipt))
    show_verdict(verdict)
    if not verdict.passed and verdict.was_checked:
        raise CheckFailed(verdict)


def ask(tasks: Mapping[str, Task], task: Task, objects: Sequence[Any], rng: random.Random) -> Verdict:
    """Draw a challenge, ask, judge; where it fails and builds on a task that fails too, ask beside right code for that."""
    challenge = _through_json(task.challenge(rng))
    verdict = task.judge(challenge, _through_json(probes.run(public(challenge), list(objects))))
    if verdict.passed or not task.builds_on:
        return verdict
    namespace = _namespace()
    lost = [name for name in task.builds_on if not _passes(tasks[name], namespace, rng)]
    if not lost or any(namespace.get(name) is not thing for name, thing in zip(task.names, objects)):
        return verdict
    return task.judge(challenge, _through_json(probes.answer(public(challenge), list(task.names), namespace)), lost)


# what this notebook's checks said last, by lab and task, and of which objects
_judged: dict[tuple[str, str], tuple[tuple[Any, ...], bool]] = {}


def _passes(task: Task, namespace: dict[str, Any], rng: random.Random) -> bool:
    """Whether an earlier task is right as it is now: it is asked, unless it has been, with the same functions."""
    objects, passed = _judged.get((task.lab, task.name), ((), False))
    now = [namespace.get(name) for name in task.names]
    # a class may have got another method since
    if objects and all(one is other and not isinstance(one, type) for one, other in zip(objects, now)):
        return passed
    challenge = _through_json(task.challenge(rng))
    evidence = probes.answer({**public(challenge), "right": []}, list(task.names), namespace)
    return task.judge(challenge, _through_json(evidence)).passed


def _through_json(thing: Any) -> Any:
    """As in autograding, so that both see the same."""
    return parse_evidence(json.dumps(thing))


def _namespace() -> dict[str, Any]:
    """What the notebook has defined. The code under test looks its own names up there, so it is not copied."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    found: dict[str, Any] = shell.user_ns if shell is not None else vars(sys.modules["__main__"])
    return found


def show_film(task: Task, verdict: Verdict) -> None:
    """Below a verdict of FAIL in a notebook: the smallest graph that shows it, to be stepped through."""
    wrong = first_wrong(verdict.found)
    film = task.film(wrong) if task.film and wrong and not verdict.passed and _in_ipython() else None
    if film is not None:
        from IPython.display import display

        display(film)


def _in_ipython() -> bool:
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)() is not None


def show_verdict(verdict: Verdict) -> None:
    """Display as HTML in a notebook, print as text elsewhere."""
    if not _in_ipython():
        print(verdict.text())
        return
    from IPython.display import display

    display({"text/html": verdict.html(), "text/plain": verdict.text()}, raw=True)
