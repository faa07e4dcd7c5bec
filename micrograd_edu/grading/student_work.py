"""What is recorded of one student's submission, for the report on the class."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import SubmittedAssignment
from nbgrader.utils import is_grade, is_solution

from micrograd_edu.grading.cells import new_notebook
from micrograd_edu.grading.collect import EARLIER
from micrograd_edu.grading.kept_evidence import NOTICES, STAMP, KeptEvidence
from micrograd_edu.grading.record_grades import NO_RESPONSE
from micrograd_edu.grading.submission_exporter import MAX_BYTES, UNREADABLE

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

PASSED, MENDED, PART, FAILED, SKIPPED, WAITING = "passed", "right once mended", "part", "failed", "not tried", "waits"
Cells = dict[str, tuple[str, str]]  # by grade id: "code" or "markdown", and the text


@dataclass
class Work:
    """One submission.

    Attributes
    ----------
    states, points : dict
        By task; those that wait have no points.
    stopped : dict
        Why a check did not come to its end, by task.
    versions : dict
        How many different texts were handed in for a task.
    seconds : float or None
        In the kernel.
    unreadable : bool
        Whether it was no notebook.
    late : timedelta
    penalty : float
    cells : dict
        What they wrote.
    """

    student: str
    states: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    seconds: float | None = None
    unreadable: bool = False
    late: timedelta = timedelta()
    penalty: float = 0.0
    cells: Cells = field(default_factory=dict)


def work_of(course: Course, submission: SubmittedAssignment, tasks: Mapping[int, tuple[str, float]]) -> Work:
    """Read what is recorded of a submission.

    Parameters
    ----------
    course : Course
    submission : SubmittedAssignment
    tasks : mapping
        By the gradebook's id of a cell: the task, and the most it gives.
    """
    student = submission.student.id
    work = Work(student, late=timedelta(seconds=submission.total_seconds_late))
    work.penalty = sum(notebook.late_submission_penalty or 0 for notebook in submission.notebooks)
    verdicts = _from_notebooks(course, work)
    _from_evidence(course, work)
    comments = (comment for notebook in submission.notebooks for comment in notebook.comments)
    untouched = {comment.name for comment in comments if comment.auto_comment == NO_RESPONSE}
    for grade in sorted((g for nb in submission.notebooks for g in nb.grades), key=lambda g: list(tasks).index(g.cell_id)):
        task, maximum = tasks[grade.cell_id]
        verdict = verdicts.get(task, {})
        if grade.needs_manual_grade:
            work.states[task] = WAITING
            continue
        work.points[task] = float(grade.score)
        if grade.score >= maximum:
            work.states[task] = MENDED if verdict.get("waits_for") else PASSED
        elif grade.score > 0:
            work.states[task] = PART
        else:
            empty = verdict.get("badge") == "NOTHING HERE YET" or task in untouched
            work.states[task] = SKIPPED if empty else FAILED
    return work


def _from_notebooks(course: Course, work: Work) -> dict[str, dict[str, str]]:
    """Put what was written into `work`, in all versions; return what each verdict noted."""
    verdicts: dict[str, dict[str, str]] = {}
    for name in course.tasks:
        nb = read(course.path(course.coursedir.autograded_directory, work.student) / f"{name}.ipynb")
        work.unreadable |= any(str(notice).startswith(UNREADABLE) for notice in nb.metadata.get(NOTICES, ()))
        work.cells |= solutions(nb)
        for cell in filter(is_grade, nb.cells):
            notes = (output.get("metadata", {}).get(STAMP) for output in cell.get("outputs", ()))
            verdicts[task_of(cell.metadata.nbgrader.grade_id)] = next(filter(None, notes), {})
    earlier = course.path(EARLIER, work.student).glob("*/*.ipynb")
    texts = [{name: text for name, (_, text) in solutions(read(path)).items()} for path in earlier]
    for name, (kind, text) in work.cells.items():
        if kind == "code":
            work.versions[name] = len({text, *(version[name] for version in texts if name in version)})
    return verdicts


def _from_evidence(course: Course, work: Work) -> None:
    """Put what was measured into `work`."""
    for record in KeptEvidence.read(course.evidence(work.student)).notebooks.values():
        work.seconds = (work.seconds or 0.0) + float(record.run["seconds"])
        for name, check in record.run["checks"].items():
            if stopped := check["result"]["stopped"]:
                work.stopped[task_of(name)] = str(stopped)


def task_of(cell: str) -> str:
    """The task that a graded cell belongs to."""
    return cell.removeprefix("check-")


def read(path: Path) -> NotebookNode:
    """A notebook; one without cells where there is none that can be read."""
    try:
        if path.stat().st_size <= MAX_BYTES:
            nb: NotebookNode = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
            if nb.cells and nb.metadata is not None:
                return nb
    except (OSError, ValueError, AttributeError, RecursionError):
        pass
    return new_notebook([])


def solutions(nb: NotebookNode) -> Cells:
    """What stands in the cells that are to be filled in. A student wrote it, and its shape may be anything."""
    found: Cells = {}
    for cell in nb.cells:
        try:
            if is_solution(cell):
                text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
                found[str(cell.metadata.nbgrader.grade_id)] = (str(cell.cell_type), text)
        except (AttributeError, TypeError):
            continue
    return found
