"""`check("mul", Value)` in a notebook: ask, judge and show in one process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from micrograd_edu.checks import probes
from micrograd_edu.checks.evidence import parse_evidence
from micrograd_edu.checks.overview import Overview, overview
from micrograd_edu.checks.praise import praise
from micrograd_edu.checks.progress import record
from micrograd_edu.checks.skipping import Skipped
from micrograd_edu.checks.source import has_source, listed_tasks, model_answer, model_solution, others_solutions, rubric
from micrograd_edu.checks.task import Task, first_wrong, public
from micrograd_edu.checks.too_early import cell_has_not_run, name_is_missing
from micrograd_edu.checks.verdict import Verdict

PRINTED = 8  # lines that code may print above its verdict; more are folded,
KEPT = 20_000  # and no more than so many characters of them are kept


class CheckFailed(Exception):
    """A check in a notebook did not say PASS. Shown as one line: the verdict above it says the rest."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text())
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:  # IPython's hook: no stack of our own code in a student's notebook
        # nbgrader's Validate shows this line and nothing else
        said = self.verdict.text() if _is_unattended() else f"{self.verdict.badge} {self.verdict.task}"
        return [f"CheckFailed: {said}"]


class Check:
    """The `check` of a lab's notebook: `check("mul", Value)` judges a task; challenge, probe and judge in one process.

    Parameters
    ----------
    tasks : dict from str to Task
        The lab's.
    """

    def __init__(self, tasks: Mapping[str, Task]) -> None:
        self.tasks = tasks
        self.lab = next(iter(tasks.values())).lab
        self._skipped = Skipped(self.lab)
        self._top: Any = None  # the display at the top of the notebook
        _help_when_too_early(tasks)

    def __call__(self, task: str, *objects: Any) -> None:
        """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is not PASS.

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
        about = self._find(task)
        if len(objects) != len(about.names):
            raise TypeError(f'check("{task}", ...) takes {", ".join(about.names)}: got {len(objects)} objects.')
        if (task, objects) in self._skipped:
            verdict = Verdict(task, False, SKIPPED.format(task), state="SKIPPED")
        else:
            with _printed() as printed:
                verdict = ask(self.tasks, about, objects, random.Random())
            verdict = replace(verdict, printed=printed.getvalue()[:KEPT])
            _judged[self.lab, task] = objects, verdict.passed
            verdict = cell_has_not_run(about, verdict, _namespace()) or verdict
        record(self.lab, verdict)
        if verdict.passed:
            verdict = replace(verdict, also_right=_also_right(about), praise=self._praise(about, objects))
        show_verdict(verdict)
        show_film(about, verdict, objects)
        self._renew()
        _raise_unless_passed(verdict)

    def skip(self, task: str) -> None:
        """Put right code in the place of a task for now, so that the rest of the lab can be done. It earns nothing.

        Write your own whenever you like: run its cell, and it takes the place of what was put there.

        Parameters
        ----------
        task : str
            The task's id, for example "mul".

        Raises
        ------
        KeyError
            If the lab has no such task.
        LookupError
            If right code for it is not on this machine.
        """
        about, namespace = self._find(task), _namespace()
        if not has_source(self.lab):
            raise LookupError(
                f'right code for "{task}" is not on this machine: your course has handed out this lab without it.'
            )
        try:
            self._skipped.put_in_place(task, about.names, namespace)
        except NameError as error:  # the cells that this one builds on have not run
            verdict = name_is_missing(about, str(error.name))
        else:
            verdict = Verdict(task, False, SKIPPED.format(task), state="SKIPPED")
        record(self.lab, verdict)
        show_verdict(verdict)
        self._renew()

    def progress(self) -> None:
        """Show how far you are in this lab. What is shown follows the checks that you run."""
        if _is_unattended() or not has_source(self.lab):
            return
        self._top = _display(overview(self.lab), keep=True)

    def answer(self, task: str) -> None:
        """Show, folded, what a good written answer looks like and by what answers are read, to mark one's own.

        Parameters
        ----------
        task : str
            The task's id, for example "u_curve".

        Raises
        ------
        KeyError
            If the lab has no such written task.
        """
        written = [each.task for each in listed_tasks(self.lab) if each.by_person]
        if task not in written:
            raise KeyError(f'there is no written task "{task}" in this lab; there are {", ".join(written)}.')
        _display_markdown(ANSWER.format(model_answer(self.lab, task), rubric(self.lab, task)))

    def _find(self, task: str) -> Task:
        if task not in self.tasks:
            raise KeyError(f'there is no task "{task}" in this lab; the tasks are {", ".join(self.tasks)}.')
        return self.tasks[task]

    def _praise(self, task: Task, objects: Sequence[Any]) -> str:
        """One true sentence about code that passes, or nothing."""
        code, namespace = probes.source_of(list(objects)), _namespace()
        if task.remark and (remark := task.remark(code)):
            return remark
        earlier = {name: namespace.get(name) for build in task.builds_on for name in self.tasks[build].names}
        own = [name for name, thing in earlier.items() if getattr(thing, "__module__", "") == "__main__"]
        own = [name for name in own if not any((build, (earlier[name],)) in self._skipped for build in task.builds_on)]
        return praise(code, model_solution(self.lab, task.name) if has_source(self.lab) else "", own)

    def _renew(self) -> None:
        """Bring the display at the top up to date."""
        if self._top is not None:
            now = overview(self.lab)
            self._top.update({"text/html": now.html(), "text/plain": now.text()}, raw=True)


SKIPPED = (
    "`{0}` is skipped for now: right code that is not yours stands in its place, so that you can go on. It earns no points. "
    "Write your own whenever you like, run its cell, and check again."
)
ANSWER = """<details><summary>My answer is written: show a good one, and how to mark mine</summary>

{0}

**How answers are read.** {1}
</details>"""


def _raise_unless_passed(verdict: Verdict) -> None:
    """In a learner's notebook, what this machine cannot check is no failure; for nbgrader it is not passed either."""
    if not verdict.passed and (verdict.was_checked or _is_unattended()):
        raise CheckFailed(verdict)


def _is_unattended() -> bool:
    """Whether nbgrader runs this notebook, to validate or to grade it."""
    return "NBGRADER_EXECUTION" in os.environ


def _also_right(task: Task) -> tuple[tuple[str, str], ...]:
    """What to open after a PASS, beside one's own; nothing where the lab's source is not here."""
    if not has_source(task.lab):
        return ()
    others = ((f"Also right: {what}", code) for what, code in others_solutions(task.lab, task.name))
    return ("A model solution, to compare with yours", model_solution(task.lab, task.name)), *others


def _help_when_too_early(tasks: Mapping[str, Task]) -> None:
    """Where a check cell stops because a name is not defined, say which cell to run, in place of Python's traceback."""
    _known.append(tasks)
    shell = _shell()
    if shell is not None and hasattr(shell, "set_custom_exc"):
        shell.set_custom_exc((NameError,), _show_name_error)


_known: list[Mapping[str, Task]] = []  # of the labs in this process, the last one last
CHECK_CELL = re.compile(r'^check\("(\w+)"', re.MULTILINE)


def _show_name_error(shell: Any, kind: Any, error: Any, traceback: Any, tb_offset: Any = None) -> None:
    """IPython's hook for a NameError in a cell."""
    called = CHECK_CELL.search(str((shell.user_ns.get("In") or [""])[-1]))
    task = next((tasks[called[1]] for tasks in _known[::-1] if called[1] in tasks), None) if called else None
    if task is not None and traceback.tb_next is not None and traceback.tb_next.tb_next is None:  # raised by the cell itself
        failed = CheckFailed(name_is_missing(task, str(error.name)))
        show_verdict(failed.verdict)
        kind, error = CheckFailed, failed
    shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)


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
    _raise_unless_passed(verdict)


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
    shell = _shell()
    found: dict[str, Any] = shell.user_ns if shell is not None else vars(sys.modules["__main__"])
    return found


def _shell() -> Any:
    """IPython, where this is a notebook."""
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()


def show_film(task: Task, verdict: Verdict, objects: Sequence[Any]) -> None:
    """Below a verdict of FAIL in a notebook: the smallest graph that shows it, to be stepped through."""
    wrong = first_wrong(verdict.found)
    film = task.film(wrong, objects) if task.film and wrong and not verdict.passed and _in_ipython() else None
    if film is not None:
        from IPython.display import display

        display(film)


@contextlib.contextmanager
def _printed() -> Iterator[io.StringIO]:
    """What is printed meanwhile in a notebook: little of it is shown as always, much is kept for a fold in the verdict."""
    kept = io.StringIO()
    if not _in_ipython():
        yield kept
        return
    try:
        with contextlib.redirect_stdout(kept):
            yield kept
    finally:
        if len(kept.getvalue().splitlines()) <= PRINTED:
            print(kept.getvalue(), end="")
            kept.truncate(0)


def _in_ipython() -> bool:
    return _shell() is not None


def show_verdict(verdict: Verdict) -> None:
    """Display as HTML in a notebook, print as text elsewhere."""
    _display(verdict)


def _display(shown: Verdict | Overview, keep: bool = False) -> Any:
    """The same for whatever has both forms; with `keep`, returns a handle to change what is shown."""
    if not _in_ipython():
        print(shown.text())
        return None
    from IPython.display import display

    # JupyterLab's shortcuts would act on the cells while a fold or a link has the focus: `d d` deletes one
    page = re.sub(r"<(summary|a)\b", r'<\1 data-lm-suppress-shortcuts="true"', shown.html())
    return display({"text/html": page, "text/plain": shown.text()}, raw=True, display_id=keep or None)


def _display_markdown(text: str) -> None:
    if not _in_ipython():
        print(text)
        return
    from IPython.display import display

    display({"text/markdown": text, "text/plain": text}, raw=True)
