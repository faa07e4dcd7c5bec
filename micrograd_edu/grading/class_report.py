"""What a class did in a lab: task by task, what it got wrong, and who needs a person. Told from what is recorded.

Students are named by their id alone.
"""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from micrograd_edu.grading.groups import WrongWork, wrong_work
from micrograd_edu.grading.lateness import EXTENSIONS, extensions
from micrograd_edu.grading.similar import Alike, similar
from micrograd_edu.grading.student_work import (
    FAILED,
    MENDED,
    PASSED,
    SKIPPED,
    WAITING,
    Cells,
    Work,
    read,
    solutions,
    task_of,
    work_of,
)
from micrograd_edu.grading.summary import identical, read_cells, released

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

ENOUGH = 20  # students; with fewer, a correlation is noise: 2 / sqrt(20) is 0.45 already
MANY_FAILED = 3  # whoever fails as many, and half of what they tried, is stuck


class NothingGraded(LookupError):
    """There is nothing to report; the message says what to do."""


@dataclass(frozen=True)
class TaskReport:
    """How the class did in one task.

    Attributes
    ----------
    task : str
        Its id.
    points : float
        What it gives.
    by_person : bool
        Whether a person reads it.
    states : dict
        For each state that occurs, the students in it.
    tells_apart : float or None
        Item-rest correlation: of passing this task with the points in all other checks (Henrysson, Psychometrika 28, 1963).
        None where there are too few students, or nothing to correlate.
    """

    task: str
    points: float
    by_person: bool
    states: dict[str, tuple[str, ...]]
    tells_apart: float | None = None

    def count(self, *states: str) -> int:
        return sum(len(self.states.get(state, ())) for state in states)


@dataclass(frozen=True)
class Stuck:
    """Somebody who tries and does not get on, and how that shows."""

    student: str
    tasks: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class ClassReport:
    """Everything that the page shows.

    Attributes
    ----------
    lab : str
    made, due : datetime or None
        In UTC.
    roster : int
        How many are in the class.
    work : dict
        What is recorded, by student; of unreadable submissions too.
    tasks : list of TaskReport
        In the lab's order.
    wrong : WrongWork
        Misconceptions, and groups without a name.
    missing : dict
        Who handed in nothing, with until when they may, where they have more time.
    no_notebook : tuple of str
        Whose folder holds no notebook of the lab.
    changed : tuple of str
        Whose files, or the checks, have changed since they were graded; and who is not graded yet.
    identical : list
        Groups whose answers are the same to the letter.
    similar : list of Alike
    """

    lab: str
    made: datetime
    due: datetime | None
    roster: int
    work: dict[str, Work]
    tasks: list[TaskReport]
    wrong: WrongWork
    missing: dict[str, datetime | None]
    no_notebook: tuple[str, ...]
    changed: tuple[str, ...]
    identical: list[list[str]]
    similar: list[Alike]

    @cached_property
    def counted(self) -> list[Work]:
        """Those that the counts are of: submissions that could be read."""
        return [work for work in self.work.values() if not work.unreadable]

    @property
    def checks(self) -> list[TaskReport]:
        return [task for task in self.tasks if not task.by_person]

    @cached_property
    def judged(self) -> dict[str, float]:
        """Points by checks, of each student that is counted."""
        names = [task.task for task in self.checks]
        return {work.student: sum(work.points.get(name, 0.0) for name in names) for work in self.counted}

    @cached_property
    def stuck(self) -> list[Stuck]:
        return sorted(filter(None, map(self._is_stuck, self.counted)), key=lambda who: (-len(who.tasks), who.student))

    def _is_stuck(self, work: Work) -> Stuck | None:
        checks = {task.task for task in self.checks}
        failed = tuple(task for task, state in work.states.items() if state == FAILED and task in checks)
        tried = sum(state != SKIPPED for task, state in work.states.items() if task in checks)
        again = tuple(task for task in failed if work.versions.get(task, 1) > 1)
        if again:
            return Stuck(work.student, again, f"handed in {max(work.versions[task] for task in again)} versions of it")
        if len(failed) >= MANY_FAILED and 2 * len(failed) >= tried:
            return Stuck(work.student, failed, f"tried {tried} tasks, fails {len(failed)}")
        return None

    @property
    def waiting(self) -> int:
        """Answers that a person has to read."""
        return sum(task.count(WAITING) for task in self.tasks)

    @property
    def cases(self) -> list[tuple[str, str, str]]:
        """What a person has to decide: the student, the task or nothing, and what happened."""
        found = [(student, "", "no notebook of the lab in the folder") for student in self.no_notebook]
        for work in self.work.values():
            if work.unreadable:
                found.append((work.student, "", "cannot be read as a notebook"))
            reasons = defaultdict[str, list[str]](list)
            for task, reason in work.stopped.items():
                reasons[reason].append(task)
            found += [(work.student, ", ".join(tasks), reason) for reason, tasks in reasons.items()]
        return found

    def as_json(self) -> str:
        """The same for programs: ids, no names, no code."""
        seconds = [work.seconds for work in self.work.values() if work.seconds is not None]
        named = [
            {"task": each.task, "name": each.known.name, "says": each.known.says, "ask": each.known.ask}
            | {"students": each.students, "is_of_the_class": each.is_of_the_class}
            for each in self.wrong.named
        ]
        groups = [
            {"id": group.id, "task": group.task, "students": group.students, "alike": group.alike, "texts": group.texts}
            | {"facts": [fact.says for fact in group.facts], "example": group.example}
            for group in self.wrong.groups
        ]
        about = {
            "lab": self.lab,
            "made": self.made.isoformat(),
            "due": self.due and self.due.isoformat(),
            "roster": self.roster,
            "graded": len(self.work),
            "tasks": [asdict(task) for task in self.tasks],
            "judged": self.judged,
            "misconceptions": named,
            "groups": groups,
            "alone": [{"student": student, "task": failed.task} for student, failed in self.wrong.alone],
            "stuck": [asdict(who) for who in self.stuck],
            "missing": {name: until and until.isoformat() for name, until in self.missing.items()},
            "late": {work.student: work.late.total_seconds() for work in self.work.values() if work.late},
            "changed": self.changed,
            "cases": [dict(zip(("student", "task", "what"), case)) for case in self.cases],
            "identical": self.identical,
            "similar": [asdict(alike) for alike in self.similar],
            "seconds": {work.student: work.seconds for work in self.work.values() if work.seconds is not None},
            "seconds_in_all": sum(seconds),
        }
        return json.dumps(about, indent=2, ensure_ascii=False) + "\n"


def class_report(course: Course) -> ClassReport:
    """What is recorded of a lab.

    Raises
    ------
    NothingGraded
        If there is no graded submission.
    """
    handed_in, now = course.students(), datetime.now(UTC)
    handouts = [read(path) for name in course.tasks if (path := released(course, name)).exists()]
    with course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(course.lab)
        due, person = assignment.duedate, read_cells(assignment)
        cells = [cell for notebook in assignment.notebooks for cell in [*notebook.grade_cells, *notebook.task_cells]]
        tasks = {cell.id: (task_of(cell.name), float(cell.max_score)) for cell in cells}
        roster = {student.id for student in gradebook.students} | set(handed_in)
        work = {each.student.id: work_of(course, each, tasks) for each in assignment.submissions}
    if not work:
        raise NothingGraded(
            f"nothing of {course.lab} is graded yet, so there is nothing to report. First: micrograd-edu grade {course.lab}"
        )
    same, due_again = identical(course, handed_in), course.due(handed_in)
    counted = [work[student] for student in sorted(work) if not work[student].unreadable]
    maxima = {task: (points, cell in person) for cell, (task, points) in tasks.items()}
    return ClassReport(
        lab=course.lab,
        made=now,
        due=due and due.replace(tzinfo=UTC),
        roster=len(roster),
        work={student: work[student] for student in sorted(work)},
        tasks=class_tasks(maxima, counted),
        wrong=_wrong(course, {each.student for each in counted}),
        missing=_missing(course, roster - set(handed_in) - work.keys(), due),
        no_notebook=tuple(student for student in due_again if not _has_notebook(course, student)),
        changed=tuple(student for student in due_again if _has_notebook(course, student)),
        identical=same,
        similar=_similar(
            same, {each.student: each.cells for each in counted}, {k: v for nb in handouts for k, v in solutions(nb).items()}
        ),
    )


def _wrong(course: Course, students: Collection[str]) -> WrongWork:
    """What they got wrong; a file that could not be read has no code in it."""
    wrong = wrong_work(course)
    return replace(wrong, alone=[(student, failed) for student, failed in wrong.alone if student in students])


def _similar(same: list[list[str]], work: Mapping[str, Cells], handout: Cells) -> list[Alike]:
    """Who has cells that are alike, but for those that are told already."""
    return [alike for alike in similar(work, handout) if not any(set(alike.students) <= set(group) for group in same)]


def _has_notebook(course: Course, student: str) -> bool:
    folder = course.path(course.coursedir.submitted_directory, student)
    return any((folder / f"{name}.ipynb").exists() for name in course.tasks)


def _missing(course: Course, students: Iterable[str], due: datetime | None) -> dict[str, datetime | None]:
    """Who handed in nothing, with until when they may, where they have more time."""
    granted = extensions(Path(course.coursedir.root, EXTENSIONS)) or {}
    more = {student: granted.get((student, course.lab)) for student in sorted(students)}
    return {student: (due + time).replace(tzinfo=UTC) if due and time else None for student, time in more.items()}


def class_tasks(maxima: Mapping[str, tuple[float, bool]], work: Sequence[Work]) -> list[TaskReport]:
    """Each task with who is in which state, in the lab's order."""
    checks = [task for task, (_, by_person) in maxima.items() if not by_person]
    reports = []
    for task, (points, by_person) in maxima.items():
        states = defaultdict[str, list[str]](list)
        for each in work:
            if task in each.states:
                states[each.states[task]].append(each.student)
        apart = None if by_person else tells_apart(task, checks, work)
        reports.append(TaskReport(task, points, by_person, {state: tuple(who) for state, who in states.items()}, apart))
    return reports


def tells_apart(task: str, checks: Sequence[str], work: Sequence[Work]) -> float | None:
    """Correlation of passing a task with the points in all other checks.

    None with fewer than `ENOUGH` students, or where all are alike in one of the two.
    """
    passes = [float(each.states.get(task) in (PASSED, MENDED)) for each in work]
    rest = [sum(each.points.get(other, 0.0) for other in checks if other != task) for each in work]
    if len(work) < ENOUGH or len(set(passes)) == 1 or len(set(rest)) == 1:
        return None
    return statistics.correlation(passes, rest)
