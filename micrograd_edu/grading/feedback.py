"""Feedback pages that are as new as what they tell."""

from __future__ import annotations

import glob
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.converters import GenerateFeedback

from micrograd_edu.grading.kept_evidence import STEP, hashed

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

FILE = "feedback.json"  # beside the kept evidence: what each page was made from, and what came out


def renew_feedback(course: Course, students: list[str], only_existing: bool = False) -> list[str]:
    """Make those pages that are missing or out of date; return whose.

    A page follows from the autograded notebook, scores, comments, what waits, and the times. `only_existing` leaves out
    those who have no page yet.
    """
    renewed = []
    with course.gradebook() as gradebook:
        recorded = {submission.student.id for submission in gradebook.find_assignment(course.lab).submissions}
    for student in (student for student in students if student in recorded):
        folder = course.path(course.coursedir.feedback_directory, student)
        notebooks = sorted(course.path(course.coursedir.autograded_directory, student).glob("*.ipynb"))
        if not notebooks or (only_existing and not any(folder.glob("*.html"))):
            continue
        tells = _tells(course, student, notebooks)
        stamp = course.path(STEP, student) / FILE
        if _read(stamp) == {"tells": tells, "pages": _pages(folder)}:
            continue
        _generate(course, student)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(json.dumps({"tells": tells, "pages": _pages(folder)}), encoding="utf-8")
        renewed.append(student)
    return renewed


def _tells(course: Course, student: str, notebooks: list[Path]) -> str:
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(course.lab, student)
        times = [str(submission.timestamp), str(submission.duedate)]
        rows = [
            [
                notebook.name,
                notebook.late_submission_penalty,
                sorted([grade.name, grade.score, grade.max_score, grade.needs_manual_grade] for grade in notebook.grades),
                sorted([comment.name, comment.comment or ""] for comment in notebook.comments),
            ]
            for notebook in submission.notebooks
        ]
    files = [hashlib.sha256(path.read_bytes()).hexdigest() for path in notebooks]
    return hashed([files, times, sorted(rows, key=str)])


def _pages(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.html"))}


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _generate(course: Course, student: str) -> None:
    everyone, course.coursedir.student_id = course.coursedir.student_id, glob.escape(student)
    try:
        GenerateFeedback(coursedir=course.coursedir, parent=course.app, force=True).start()
    finally:
        course.coursedir.student_id = everyone
