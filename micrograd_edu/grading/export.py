"""Points out of the gradebook: a table of a lab's tasks, and the files that Canvas and Moodle take.

Not handed in, not graded yet, waiting for a reader, and zero are four different things; only graded work gets a number in a
platform's file. What a platform says of all others is left as it is there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from micrograd_edu.grading.roster import COLUMNS, Student, Unmatched, find, full_names
from micrograd_edu.grading.summary import standings

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

NOT_HANDED_IN, NOT_GRADED, WAITING, GRADED = "not handed in", "not graded", "waits for a reader", "graded"
CANVAS_ABOUT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


class Unfillable(ValueError):
    """A platform's file cannot be filled in; the message says why."""


@dataclass(frozen=True)
class Result:
    """Where one student stands in one lab.

    Attributes
    ----------
    state : str
        One of the four above.
    points : float or None
        With the late penalty taken off; so far, where a reader is waited for; None where nothing is graded.
    tasks : dict
        Points of each task that has some by now.
    """

    student: Student
    state: str
    points: float | None
    tasks: dict[str, float]


def results(course: Course, students: Iterable[Student]) -> tuple[list[Result], dict[str, float]]:
    """Where everybody stands who is on the roster or has handed in; and the most that each task gives."""
    found, _ = standings(course)
    by_student = {standing.student: standing for standing in found}
    with course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(course.lab)
        cells = [cell for notebook in assignment.notebooks for cell in [*notebook.grade_cells, *notebook.task_cells]]
        maxima = {_task(cell.name): float(cell.max_score) for cell in cells}
        tasks = {
            submission.student.id: {
                _task(grade.name): float(grade.score)
                for notebook in submission.notebooks
                for grade in notebook.grades
                if not grade.needs_manual_grade
            }
            for submission in assignment.submissions
        }
    everyone = {student.id: student for student in students}
    handed_in = set(course.students())
    everyone |= {name: Student(name) for name in sorted(handed_in | by_student.keys()) if name not in everyone}
    due = set(course.due(sorted(handed_in)))
    said = []
    for name, student in everyone.items():
        standing = by_student.get(name)
        if standing is None or name in due:
            said.append(Result(student, NOT_GRADED if name in handed_in else NOT_HANDED_IN, None, {}))
        else:
            points = max(0.0, standing.judged + standing.read - standing.penalty)
            said.append(Result(student, WAITING if standing.waiting else GRADED, points, tasks[name]))
    return said, maxima


def _task(cell: str) -> str:
    return cell.removeprefix("check-")


def table(lab: str, found: list[Result], maxima: dict[str, float]) -> str:
    """All of it, a line for each student and a column for each task, as CSV."""
    lines: list[list[str]] = [[*COLUMNS, "assignment", "state", "points", "max_points", *maxima]]
    for result in found:
        about = [getattr(result.student, column) for column in COLUMNS]
        points = "" if result.points is None else f"{result.points:g}"
        tasks = [f"{result.tasks[task]:g}" if task in result.tasks else "" for task in maxima]
        lines.append([*about, lab, result.state, points, f"{sum(maxima.values()):g}", *tasks])
    return _csv(lines)


def for_canvas(exported: Path, lab: str, column: str, found: list[Result]) -> tuple[str, list[str]]:
    """Fill in a lab's column of Canvas's own gradebook file.

    Parameters
    ----------
    exported : Path
        What Canvas's *Export Entire Gradebook* gave.
    lab : str
        Its name is looked for in the first line where no column is named.
    column : str
        The column, or nothing.
    found : list of Result
        As from `results`.

    Returns
    -------
    str, list of str
        The file to import, with this lab's column alone; and sentences about whom it could not find.
    """
    head, lines = _read(exported)
    candidates = [name for name in head if (name == column if column else lab.casefold() in name.casefold())]
    if len(candidates) != 1:
        raise Unfillable(
            f"{exported}: {len(candidates)} columns are for {column or lab}. Name one with --column: {head[5:]}"
        )
    kept = [head.index(name) for name in (*CANVAS_ABOUT, candidates[0]) if name in head]
    where = head.index(candidates[0])

    def fill(line: list[str], result: Result) -> None:
        line[where] = f"{result.points:g}"

    def name_of(line: list[str]) -> list[str]:
        return [line[head.index(name)] for name in ("ID", "SIS User ID", "SIS Login ID", "Student") if name in head]

    people = [
        line for line in lines if line[0].strip() not in ("", "Points Possible") and line[0].strip() != "Student, Test"
    ]
    said = _fill(people, found, name_of, fill)
    return _csv([[line[at] for at in kept] for line in [head, *lines]]), said


def for_moodle(worksheet: Path, found: list[Result], maximum: float) -> tuple[str, list[str]]:
    """Fill in the grades of Moodle's own grading worksheet.

    Parameters
    ----------
    worksheet : Path
        What Moodle's *Download grading worksheet* gave.
    found : list of Result
        As from `results`.
    maximum : float
        Points of the lab. Where Moodle has another maximum, points are scaled to it.
    """
    head, lines = _read(worksheet)
    if not {"Grade", "Full name"} <= set(head):
        raise Unfillable(
            f"{worksheet} is no grading worksheet of Moodle's: its first line has no Grade and Full name: {head}"
        )
    at = head.index("Grade")
    most = head.index("Maximum Grade") if "Maximum Grade" in head else None

    def fill(line: list[str], result: Result) -> None:
        assert result.points is not None
        scale = float(line[most].replace(",", ".")) / maximum if most is not None and line[most] else 1.0
        line[at] = f"{result.points * scale:.2f}"

    def name_of(line: list[str]) -> list[str]:
        return [line[head.index(name)] for name in ("ID number", "Email address", "Full name") if name in head]

    said = _fill(lines, found, name_of, fill)
    return _csv([head, *lines]), said


def _fill(
    lines: list[list[str]],
    found: list[Result],
    names_of: Callable[[list[str]], list[str]],
    fill: Callable[[list[str], Result], None],
) -> list[str]:
    """Fill in those who are graded; return who of them stands in no line, and which line is nobody's."""
    by_id, said, seen = {result.student.id: result for result in found}, [], set()
    students = [result.student for result in found]
    for line in lines:
        student = _first(students, [name for name in names_of(line) if name.strip()])
        if student is None:
            said.append(f"{' / '.join(names_of(line))}: nobody on the roster")
            continue
        seen.add(student.id)
        if by_id[student.id].state == GRADED:
            fill(line, by_id[student.id])
    said += [
        f"{result.student.id}: graded, and in no line"
        for result in found
        if result.state == GRADED and result.student.id not in seen
    ]
    return said


def _first(students: list[Student], names: list[str]) -> Student | None:
    for name in names:
        try:
            return find(students, name, lambda s: (s.id, s.email, s.lms_user_id, *full_names(s)))
        except Unmatched:
            continue
    return None


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unfillable(f"{path} cannot be read as a table: {error}") from error
    if not lines:
        raise Unfillable(f"{path} is empty.")
    width = len(lines[0])
    return lines[0], [line + [""] * (width - len(line)) for line in lines[1:] if line]


def _csv(lines: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
