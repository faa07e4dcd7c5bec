"""Times, extensions and late penalties: made to follow from the files, and from the scores as they are now."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat.v4 import new_notebook
from nbgrader.api import SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

EXTENSIONS = "extensions.csv"  # file of the course: student_id, assignment, days and, if need be, hours


class ExtensionsUnreadable(ValueError):
    """The message says what is wrong in `extensions.csv`, and where."""


def settle(course: Course) -> None:
    """Bring every submission's time, extension and penalty up to date in the gradebook.

    nbgrader computes a penalty when it grades a submission, from what has been read by then. Here it is computed from the
    score as it is now. A submission without a `timestamp.txt` has no time, and is not late.

    Raises
    ------
    ExtensionsUnreadable
        Before anything is changed.
    """
    granted = extensions(Path(course.coursedir.root, EXTENSIONS))
    late = []
    with course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(course.lab)
        for submission in assignment.submissions:
            _follow_files(course, submission, granted)
            is_late = submission.total_seconds_late > 0
            late += [
                (submission.student.id, notebook.name)
                for notebook in submission.notebooks
                if is_late or notebook.late_submission_penalty
            ]
        gradebook.db.commit()
    step = AssignLatePenalties(parent=course.app)
    for student, notebook in late:
        about = {"notebook": notebook, "assignment": course.lab, "student": student, "db_url": course.coursedir.db_url}
        step.preprocess(new_notebook(), {"nbgrader": about})


def _follow_files(course: Course, submission: SubmittedAssignment, granted: dict[tuple[str, str], timedelta] | None) -> None:
    student = submission.student.id
    folder = course.path(course.coursedir.submitted_directory, student)
    if folder.is_dir():
        submission.timestamp = course.timestamp(folder)
    if granted is not None:
        submission.extension = granted.get((student, course.lab))
    if submission.assignment.duedate is None:
        submission.extension = None  # nbgrader 0.9.6 adds it to the due date without looking whether there is one


def extensions(path: Path) -> dict[tuple[str, str], timedelta] | None:
    """What `extensions.csv` grants to each student for each assignment; None where there is no such file.

    Raises
    ------
    ExtensionsUnreadable
    """
    if not path.exists():
        return None
    granted = {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file, skipinitialspace=True)
        if not {"student_id", "assignment", "days"} <= set(rows.fieldnames or ()):
            found = ", ".join(rows.fieldnames or ()) or "nothing"
            raise ExtensionsUnreadable(f"{path}: the first line must be student_id,assignment,days (,hours); it is: {found}")
        for row in rows:
            try:
                time = timedelta(days=float(row["days"] or 0), hours=float(row.get("hours") or 0))
            except (ValueError, OverflowError):
                raise ExtensionsUnreadable(
                    f"{path}, line {rows.line_num}: days and hours must be numbers; they are "
                    f"{row['days']!r} and {row.get('hours') or ''!r}"
                ) from None
            granted[(row["student_id"] or "").strip(), (row["assignment"] or "").strip()] = time
    return granted
