"""Skip a task for now: right code is put in its place, unseen, so that the rest of a lab can be done.

Whoever writes their own afterwards has it checked as ever. Nothing is earned by skipping: a check recognises the code that
was put there, and where a submission is graded there is none to be put.
"""

from __future__ import annotations

import contextlib
import io
from typing import Any

from micrograd_edu.checks.source import right_code


class Skipped:
    """The tasks of a lab that were skipped in this notebook, and what they were given that is no function."""

    def __init__(self, lab: str) -> None:
        self.lab = lab
        self._given: dict[str, list[Any]] = {}

    def put_in_place(self, task: str, names: tuple[str, ...], namespace: dict[str, Any]) -> None:
        """Run right code for a task in the notebook's namespace."""
        before = {name: namespace.get(name) for name in names}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(right_code(self.lab, task), self._mark(task), "exec"), namespace)
        made = [namespace.get(name) for name in names if namespace.get(name) is not before[name]]
        # a text or a number may be the very same in the learner's own answer
        self._given[task] = [thing for thing in made if isinstance(thing, (dict, list))]

    def __contains__(self, asked: tuple[str, tuple[Any, ...]]) -> bool:
        """Whether any of these objects of a task is, or has in it, what was put there."""
        task, objects = asked
        functions = [f for thing in objects for f in ([*vars(thing).values()] if isinstance(thing, type) else [thing])]
        marks = {code.co_filename for f in functions if (code := getattr(f, "__code__", None)) is not None}
        given = self._given.get(task, ())
        return self._mark(task) in marks or any(thing is other for thing in objects for other in given)

    def _mark(self, task: str) -> str:
        """What right code says that its file is."""
        return f"<skipped {self.lab}/{task}>"
