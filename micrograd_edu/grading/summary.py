"""What a person wants to know when a batch is done: where everybody stands, and whom to look at."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbgrader.api import Assignment, Grade, SubmittedAssignment

from micrograd_edu.grading.kept_evidence import KeptEvidence
from micrograd_edu.grading.record_grades import answers

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course


@dataclass
class Outcome:
    """How the grading of one submission ended."""

    student: str
    how: str = "not graded"
    seconds: float = 0.0  # in the kernel
    note: str = ""  # why a person should look, or nothing
    remarks: list[str] = field(default_factory=list)  # what a person may want to know

    def line(self) -> str:
        """One line as the submission ends."""
        return printable("; ".join([f"{self.student}: {self.how}", *filter(None, [self.note])]))


@dataclass(frozen=True)
class Maxima:
    """The points of a lab, the same for everybody: those that checks give, and those that a reader gives."""

    judged: float
    read: float


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of one submission."""

    student: str
    judged: float
    read: float
    waiting: int  # answers for a person to read
    waiting_points: float
    late: timedelta
    penalty: float

    def row(self, maxima: Maxima) -> str:
        """One line of the table."""
        total = max(0.0, self.judged + self.read - self.penalty)
        late = f"{duration(self.late)}, -{self.penalty:g}" if self.late else ""
        cells = (
            f"{self.judged:g}/{maxima.judged:g}",
            f"{self.read:g}/{maxima.read:g}",
            str(self.waiting or ""),
            late,
            f"{total:g}/{maxima.judged + maxima.read:g}",
        )
        return _row(self.student, cells)


def _row(student: str, cells: tuple[str, ...]) -> str:
    return f"{student:<24}" + "".join(f" {cell:>{width}}" for cell, width in zip(cells, (10, 9, 8, 14, 10)))


HEAD = _row("student", ("judged", "read", "to read", "late", "total"))


def duration(time: timedelta) -> str:
    hours = int(time.total_seconds() // 3600)
    return f"{hours // 24} d {hours % 24} h" if hours >= 24 else f"{hours} h {int(time.total_seconds() // 60) % 60} min"


def standings(course: Course) -> tuple[list[Standing], Maxima]:
    """Where everybody stands who has handed in this lab."""
    with course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(course.lab)
        read = read_cells(assignment)
        cells = [cell for notebook in assignment.notebooks for cell in [*notebook.grade_cells, *notebook.task_cells]]
        maxima = Maxima(
            judged=sum(cell.max_score for cell in cells if cell.id not in read),
            read=sum(cell.max_score for cell in cells if cell.id in read),
        )
        found = [_standing(submission, read) for submission in assignment.submissions]
    return sorted(found, key=lambda standing: standing.student), maxima


def read_cells(assignment: Assignment) -> set[str]:
    """Ids of the cells whose points a person gives."""
    read = set()
    for notebook in assignment.notebooks:
        solutions = {cell.name for cell in notebook.solution_cells}
        read |= {cell.id for cell in notebook.task_cells}
        read |= {cell.id for cell in notebook.grade_cells if cell.name in solutions}
    return read


def _standing(submission: SubmittedAssignment, read: set[str]) -> Standing:
    grades: list[Grade] = [grade for notebook in submission.notebooks for grade in notebook.grades]
    waiting = [grade for grade in grades if grade.needs_manual_grade]
    return Standing(
        student=submission.student.id,
        judged=sum(grade.score for grade in grades if grade.cell_id not in read),
        read=sum(grade.score for grade in grades if grade.cell_id in read),
        waiting=len(waiting),
        waiting_points=sum(grade.max_score for grade in waiting),
        late=timedelta(seconds=submission.total_seconds_late),
        penalty=sum(notebook.late_submission_penalty or 0 for notebook in submission.notebooks),
    )


def summary(course: Course, outcomes: list[Outcome]) -> list[str]:
    """The lines to show at the end of a batch."""
    found, maxima = standings(course)
    rows = {standing.student: standing.row(maxima) for standing in found}
    rows = {student: _row(student, ("not graded",)) for student in course.students()} | rows
    lines = ["", HEAD, *(row for _, row in sorted(rows.items()))]
    waiting, points = sum(standing.waiting for standing in found), sum(standing.waiting_points for standing in found)
    everything = (maxima.judged + maxima.read) * len(found)
    if waiting:
        share = f"{points:g} of {everything:g} points, {points / everything:.0%}" if everything else "0 points"
        lines.append(f"{waiting} answers wait for a reader (formgrader): {share}.")
    remarks = _remarks(course, outcomes)
    if remarks:
        lines += ["", "To know:", *(f"  {remark}" for remark in remarks)]
    notes = sorted((outcome.student, outcome.note) for outcome in outcomes if outcome.note)
    if notes:
        lines += ["", f"Please look at {len(notes)} of them:", *(f"  {student}: {note}" for student, note in notes)]
    return [printable(line) for line in lines]


def printable(line: str) -> str:
    """For a terminal: names of files and errors are the students', and may hold commands to it, or no characters at all."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line)


def _remarks(course: Course, outcomes: list[Outcome]) -> list[str]:
    students = course.students()
    remarks = [f"{outcome.student}: {remark}" for outcome in outcomes for remark in outcome.remarks]
    remarks += [remark for student in students for remark in _about_folder(course, student)]
    remarks += _about_roster(course, students)
    remarks += [f"the same answers throughout: {', '.join(group)}" for group in identical(course, students)]
    return remarks


def _about_folder(course: Course, student: str) -> list[str]:
    folder = course.path(course.coursedir.submitted_directory, student)
    others = sorted(path.name for path in folder.glob("*.ipynb") if path.stem not in course.tasks)
    return [f"{student}: {name} lies in the folder too, and is not graded" for name in others]


def _about_roster(course: Course, students: list[str]) -> list[str]:
    """Who handed in and is not on the roster: nobody gave the gradebook a name or an address for them, as for others."""
    with course.gradebook() as gradebook:
        roster = {s.id for s in gradebook.students if s.first_name or s.last_name or s.email}
    remarks = []
    for student in students if roster else []:
        if student not in roster:
            close = difflib.get_close_matches(student, roster, n=1)
            remarks.append(f"{student}: not on the roster" + (f" (is it {close[0]}?)" if close else ""))
    return remarks


def identical(course: Course, students: list[str]) -> list[list[str]]:
    """Groups of students whose answers are all the same, and not as they were handed out."""
    handed_out = {
        name: answers(nbformat.read(path, as_version=4))
        for name in course.tasks
        if (path := released(course, name)).exists()
    }
    groups = defaultdict(list)
    for student in students:
        notebooks = KeptEvidence.read(course.evidence(student)).notebooks
        wrote = {name: record.answers for name, record in notebooks.items() if record.answers != handed_out.get(name)}
        if wrote:
            groups[str(sorted((name, sorted(cells.items())) for name, cells in wrote.items()))].append(student)
    return [group for group in groups.values() if len(group) > 1]


def released(course: Course, notebook: str) -> Path:
    """The notebook as it was handed out."""
    folder = course.coursedir.format_path(course.coursedir.release_directory, ".", course.lab)
    return Path(course.coursedir.root, folder, f"{notebook}.ipynb")
