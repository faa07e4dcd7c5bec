"""A term of one problem set, with thirty students: gradebook, feedback and export beside a table written by hand.

And with Hypothesis: in whatever order things happen, and wherever grading is interrupted, it ends in the same gradebook.
"""

from __future__ import annotations

import contextlib
import csv
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

import nbformat
import pytest
import sqlalchemy.orm
from assignment import course, notebook, question, task, text, write_source
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.utils.importstring import import_item

from micrograd_edu.commands import main
from micrograd_edu.grading import batch, kept_evidence
from micrograd_edu.grading.build import build_lab, environment
from micrograd_edu.grading.course_app import CourseApp
from micrograd_edu.grading.feedback import renew_feedback
from micrograd_edu.grading.lateness import settle
from micrograd_edu.grading.workers import grade_all

LATE = """
import math

from nbgrader.plugins import LateSubmissionPlugin


class APointADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return math.ceil(total_seconds_late / 86400)
"""
DUE = datetime(2026, 11, 1, 12)
IN_TIME, LATER, MUCH_LATER = (str(DUE + timedelta(hours=hours)) + " UTC" for hours in (-5, 20, 44))
RIGHT = {"a": "a = 1", "b": "b = 1"}
TOTAL = r"<b>(\d+)</b> <span[^>]*>of (\d+) points"  # on a feedback page


def new_course(folder: Path, **points: float) -> Path:
    """A course with ps1, due on the first of November, and a point off for each day."""
    course(folder)
    (folder / "late.py").write_text(LATE)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write('\nc.AssignLatePenalties.plugin_class = "late.APointADay"\n')
    build(folder, **points)
    with gradebook(folder) as book:
        book.update_or_create_assignment("ps1", duedate=DUE)
    return folder


def build(folder: Path, removed: tuple[str, ...] = (), **points: float) -> None:
    """ps1 with these tasks and points, and a question for 3 points."""
    tasks = [task(name, f"{name} = 1", f"assert {name} == 1", worth) for name, worth in points.items()]
    write_source(folder, "ps1", notebook(text("# ps1"), *sum(tasks, []), question("why", 3)))
    build_lab(folder, "ps1", removed)


def gradebook(folder: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{folder}/gradebook.db", "micrograd_edu")


def hand_in(folder: Path, student: str, time: str | None, **answers: str) -> None:
    """The notebook as it was handed out first, with these answers. From a learning platform it has no time."""
    nb = nbformat.read(folder / "handed_out.ipynb", as_version=4)
    for cell in nb.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(grade_id, cell.source)
    place = folder / "submitted" / student / "ps1"
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, place / "ps1.ipynb")
    (place / "timestamp.txt").unlink(missing_ok=True)
    if time is not None:
        (place / "timestamp.txt").write_text(time)


def read_answers(folder: Path, marks: dict[str, float]) -> None:
    """Somebody reads what waits, as it stands in the autograded notebooks, and says so in a comment."""
    with gradebook(folder) as book:
        for submission in book.find_assignment("ps1").submissions:
            for grade in (g for nb in submission.notebooks for g in nb.grades if g.name == "why" and g.needs_manual_grade):
                student = submission.student.id
                shown = nbformat.read(folder / "autograded" / student / "ps1" / "ps1.ipynb", as_version=4)
                wrote = next(
                    cell.source for cell in shown.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "why"
                )
                answer = max((text for text in marks if text in wrote), key=len)
                grade.manual_score, grade.needs_manual_grade = marks[answer], False
                book.find_comment("why", "ps1", "ps1", student).manual_comment = f"read: {answer}"
        book.db.commit()


# The term. judged, read, penalty, total; W: an answer waits to be read
W = "waits"
MARKS = {"because": 2, "dunno": 0}
KINDS = ("diligent", "improver", "late", "extended", "rewriter", "absent")
EACH = 5
TABLE = {
    "round 1": {
        "diligent": (4, 0, 0, 4, W),
        "improver": (2, 0, 0, 2, W),
        "late": (0, 0, 0, 0, W),
        "extended": (4, 0, 1, 3, W),
        "rewriter": (2, 0, 0, 2, W),
    },
    "read": {
        "diligent": (4, 2, 0, 6),
        "improver": (2, 2, 0, 4),
        "late": (0, 2, 1, 1),
        "extended": (4, 2, 1, 5),
        "rewriter": (2, 0, 0, 2),
    },
    "round 2": {
        "diligent": (4, 2, 0, 6),
        "improver": (4, 2, 0, 6),
        "late": (0, 2, 1, 1),
        "extended": (4, 2, 1, 5),
        "rewriter": (2, 0, 0, 2, W),
        "absent": (0, 0, 0, 0),
    },
    "a for 4 points, b gone, c new for 1": {
        "diligent": (4, 2, 0, 6),
        "improver": (4, 2, 0, 6),
        "late": (0, 2, 1, 1),
        "extended": (4, 2, 1, 5),
        "rewriter": (4, 0, 0, 4, W),
        "absent": (0, 0, 0, 0),
    },
    "extension, round 3": {
        "diligent": (5, 2, 0, 7),
        "improver": (4, 2, 0, 6),
        "late": (0, 2, 1, 1),
        "extended": (4, 2, 0, 6),
        "rewriter": (4, 0, 0, 4, W),
        "absent": (5, 0, 2, 3, W),
    },
    "read again": {
        "diligent": (5, 2, 0, 7),
        "improver": (4, 2, 0, 6),
        "late": (0, 2, 1, 1),
        "extended": (4, 2, 0, 6),
        "rewriter": (4, 2, 0, 6),
        "absent": (5, 2, 2, 5),
    },
}


def everyone(kind: str) -> list[str]:
    return [f"{kind}{i}" for i in range(EACH)]


def recorded(folder: Path) -> dict[str, tuple[Any, ...]]:
    """The gradebook as nbgrader itself adds it up."""
    found = {}
    with gradebook(folder) as book:
        for submission in book.find_assignment("ps1").submissions:
            penalty = submission.late_submission_penalty or 0
            row = (submission.code_score, submission.written_score, penalty, max(0, submission.score - penalty))
            found[submission.student.id] = row + ((W,) if submission.needs_manual_grade else ())
    return found


def check(folder: Path, stage: str, maximum: float) -> None:
    """Gradebook, feedback and export agree with the table."""
    expected = {student: row for kind, row in TABLE[stage].items() for student in everyone(kind)}
    assert main(["feedback", "ps1", f"--course={folder}"]) == (0 if "absent" in TABLE[stage] else 1)
    assert recorded(folder) == expected, stage
    totals = {}
    for student in expected:
        page = (folder / "feedback" / student / "ps1" / "ps1.html").read_text(encoding="utf-8")
        totals[student] = re.search(TOTAL, page).groups()
    assert totals == {student: (f"{row[3]:g}", f"{maximum:g}") for student, row in expected.items()}, stage
    export(folder)
    with open(folder / "grades.csv", newline="") as file:
        exported = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert exported == {student: (row[3], maximum) for student, row in expected.items()}, stage


def export(folder: Path) -> None:
    """`nbgrader export`, in this process: what the course's configuration says, where it says it."""
    app = CourseApp.opened(folder)
    with contextlib.chdir(folder), gradebook(folder) as book:
        import_item(app.config.ExportApp.plugin_class)(parent=app).export(book)


def interrupt(folder: Path, how: signal.Signals, rng: random.Random, *options: str) -> None:
    """Start grading, and end it somewhere in the middle."""
    said, grading = started(folder, *options)
    after = rng.randrange(1, 6)
    with said:
        for line in said:
            after -= ": graded" in line or ": judged again" in line
            if after <= 0:
                break
        time.sleep(rng.uniform(0, 0.3))
        (os.killpg if how == signal.SIGINT else os.kill)(grading, how)
        os.waitpid(grading, 0)


def started(folder: Path, *options: str) -> tuple[TextIO, int]:
    """Grading in a process of its own, as a terminal starts it: what it says, and its id.

    It is a copy of this process: to import everything anew would take longer than what is interrupted.
    """
    reading, writing = os.pipe()
    grading = os.fork()
    if grading == 0:
        try:
            os.setsid()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.dup2(writing, 1)
            os.dup2(writing, 2)
            sys.stdout = open(1, "w", buffering=1, closefd=False)
            grade(folder, *options)
        finally:
            os._exit(0)
    os.close(writing)
    return open(reading), grading


def grade(folder: Path, *options: str) -> int:
    return main(["grade", "ps1", f"--course={folder}", "--workers=1", *options])


@pytest.mark.needs("sandbox")
def test_a_term(tmp_path, capsys):
    rng = random.Random(14)
    room = new_course(tmp_path, a=2, b=2)
    shutil.copy(room / "labs" / "ps1" / "ps1.ipynb", room / "handed_out.ipynb")
    hands_in = {
        "diligent": (IN_TIME, {**RIGHT, "why": "because"}),
        "improver": (IN_TIME, {"a": "a = 2", "b": "b = 1", "why": "because"}),
        "late": (LATER, {"why": "because"}),
        "extended": (LATER, {**RIGHT, "why": "because"}),
        "rewriter": (IN_TIME, {"a": "a = 1", "b": "b = 2", "why": "dunno"}),
    }
    for kind, (when, answers) in hands_in.items():
        for student in everyone(kind):
            hand_in(room, student, when, **answers)
    for student in everyone("absent"):
        (room / "submitted" / student / "ps1").mkdir(parents=True)
    for how in (signal.SIGKILL, signal.SIGINT):
        interrupt(room, how, rng)
    assert grade(room) == 1  # the empty folders
    said = capsys.readouterr().out
    assert "absent0: no ps1.ipynb was handed in; the folder holds: nothing" in said
    assert re.search(r"late0 +0/4 +0/3 +1 +20 h 0 min, -0 +0/7", said)
    check(room, "round 1", 7)

    read_answers(room, MARKS)
    check(room, "read", 7)  # nothing is graded in between: penalties, pages and exports follow by themselves

    for student in everyone("improver"):
        hand_in(room, student, None, **RIGHT, why="because")
    for student in everyone("rewriter"):
        hand_in(room, student, IN_TIME, a="a = 1", b="b = 2", why="because")
    for student in everyone("absent"):
        (room / "submitted" / student / "ps1" / "ps1.ipynb").write_text('{"cells": [')
    interrupt(room, signal.SIGINT, rng)
    grade(room)
    check(room, "round 2", 7)
    with gradebook(room) as book:
        beside = book.find_comment("why", "ps1", "ps1", "rewriter0").comment
        assert beside == "[About the answer before this one, 0 points for why: read: dunno]"

    build(room, removed=("b",), a=4, c=1)
    interrupt(room, signal.SIGKILL, rng)
    grade(room)
    check(room, "a for 4 points, b gone, c new for 1", 8)

    (room / "extensions.csv").write_text(
        "student_id,assignment,days\n" + "".join(f"{student},ps1,1\n" for student in everyone("extended"))
    )
    for student in everyone("diligent"):
        hand_in(room, student, IN_TIME, a="a = 1\nc = 1", b="b = 1", why="because")
    for student in everyone("absent"):
        hand_in(room, student, MUCH_LATER, a="a = 1\nc = 1", why="because")
    interrupt(room, signal.SIGINT, rng)
    capsys.readouterr()
    assert grade(room) == 0
    said = capsys.readouterr().out
    assert "late0: graded" not in said, "it has not changed"
    check(room, "extension, round 3", 8)

    read_answers(room, MARKS)
    check(room, "read again", 8)

    for how in (signal.SIGINT, signal.SIGKILL):
        interrupt(room, how, rng, "--force")
    capsys.readouterr()
    assert grade(room, "--force") == 0
    said = capsys.readouterr().out
    assert "goes on with those that it had left" in said
    assert 0 < len(re.findall(r": graded$", said, re.MULTILINE)) < len(KINDS) * EACH
    check(room, "read again", 8)

    plain = [sys.executable, "-m", "nbgrader", "autograde", "ps1", "--student=rewriter0", "--force"]
    done = subprocess.run(plain, cwd=room, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    app = CourseApp.opened(room)
    nbgrader = NbGraderAPI(app.coursedir, parent=app)
    assert nbgrader.autograde("ps1", "diligent0")["success"]  # what formgrader's button does
    check(room, "read again", 8)

    # What nbgrader by itself cannot (instructor guide, "Autograde"): see what changed, and that there is no time any more.
    before = recorded(room)
    hand_in(room, "late0", None, **RIGHT, why="because")
    assert nbgrader.autograde("ps1", "late0", force=False)["success"]
    assert recorded(room) == before
    assert nbgrader.autograde("ps1", "late0")["success"]
    assert recorded(room)["late0"] == (4, 2, 1, 5)
    assert main(["feedback", "ps1", f"--course={room}"]) == 0
    assert recorded(room)["late0"] == (4, 2, 0, 6)


# Any order.


class Killed(BaseException):
    """Stands for the end of the process."""


class HereAndNow:
    """Runs submissions in this process: stands in for workers where it does not matter how a notebook is run."""

    count = 1

    def __init__(self) -> None:
        self._waiting: list[tuple[str, dict[str, Any]]] = []

    def submit(self, student: str, jobs: dict[str, Any]) -> None:
        self._waiting.append((student, jobs))

    def finished(self) -> list[tuple[str, dict[str, Any]]]:
        student, jobs = self._waiting.pop(0)
        return [(student, {notebook: _run(job) for notebook, job in jobs.items()})]

    def check(self) -> None: ...

    def close(self) -> None: ...


def _run(job: dict[str, Any]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    return {"cells": [what and _run_cell(what["source"], names) for what in job["cells"]], "seconds": 0.0}


def _run_cell(source: str, names: dict[str, Any]) -> dict[str, Any]:
    outputs = []
    try:
        exec(source, names)
    except Exception as error:
        outputs.append(new_output("error", ename=type(error).__name__, evalue=str(error), traceback=[str(error)]))
    return {"outputs": outputs, "stopped": None, "ran": True}


@contextlib.contextmanager
def killed_at(moment: int | None) -> Iterator[None]:
    """End before something is made lasting for the n-th time: a commit, a file of evidence, a notebook put in its place."""
    left = iter(range(moment, -1, -1)) if moment is not None else iter(())
    places = ((sqlalchemy.orm.Session, "commit"), (kept_evidence.KeptEvidence, "write"), (batch, "_put_in_place"))
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in places:
            patch.setattr(owner, name, _counted(getattr(owner, name), left))
        with contextlib.suppress(Killed):
            yield


def _counted(function: Any, left: Iterator[int]) -> Any:
    def counted(*args: Any, **kwargs: Any) -> Any:
        if next(left, None) == 0:
            raise Killed
        return function(*args, **kwargs)

    return counted


class Term:
    """What may happen, in any order."""

    MARKS = {"because": 1, "because of the chain rule": 2}

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.points: dict[str, float] = {"a": 2, "b": 2}
        self.removed: tuple[str, ...] = ()

    def mends_a(self) -> None:
        hand_in(self.folder, "ada", None, a="a = 1\nc = 1", b="b = 1", why="because")

    def rewrites(self) -> None:
        hand_in(self.folder, "bob", LATER, a="a = 1", why="because of the chain rule")

    def joins(self) -> None:
        hand_in(self.folder, "cyd", MUCH_LATER, b="b = 1", why="because")

    def is_given_time(self) -> None:
        (self.folder / "extensions.csv").write_text("student_id,assignment,days,hours\ncyd,ps1,0,21\n")

    def a_is_worth_more(self) -> None:
        self._build(a=5)

    def c_is_new(self) -> None:
        self._build(c=3)

    def b_goes(self) -> None:
        self.removed = ("b",)
        self._build()

    def _build(self, **points: float) -> None:
        self.points |= points
        build(self.folder, self.removed, **{task: worth for task, worth in self.points.items() if task not in self.removed})

    def somebody_reads(self) -> None:
        read_answers(self.folder, self.MARKS)

    def grading(self, moment: int | None, force: bool = False) -> None:
        with killed_at(moment):
            lab = batch.Course(self.folder, "ps1", run_unprotected=True)
            settle(lab)
            if force:
                lab.force(lab.students())
            todo = lab.due(lab.students())
            outcomes = list(grade_all(lab, todo, HereAndNow()))
            assert not [outcome.note for outcome in outcomes if outcome.note]
            lab.end_forced(lab.students())
            settle(lab)
            renew_feedback(lab, lab.students())

    def final(self) -> dict[str, Any]:
        """All that the gradebook and the pages say."""
        said = {}
        with gradebook(self.folder) as book:
            for submission in book.find_assignment("ps1").submissions:
                student, (nb,) = submission.student.id, submission.notebooks
                page = (self.folder / "feedback" / student / "ps1" / "ps1.html").read_text(encoding="utf-8")
                total = float(re.search(TOTAL, page).group(1))
                scores = {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade, g.max_score) for g in nb.grades}
                comments = {comment.name: comment.comment for comment in nb.comments if comment.comment != "No response."}
                said[student] = scores, comments, nb.late_submission_penalty, total
        return said


FINAL = {
    "ada": (
        {
            "check-a": (5, None, False, 5),
            "check-c": (3, None, False, 3),
            "why": (None, 1, False, 3),
        },
        {"a": None, "c": None, "why": "read: because"},
        None,
        9,
    ),
    "bob": (
        {
            "check-a": (5, None, False, 5),
            "check-c": (0, None, False, 3),
            "why": (None, 2, False, 3),
        },
        {"a": None, "c": None, "why": "read: because of the chain rule"},
        1,
        6,
    ),
    "cyd": (
        {
            "check-a": (0, None, False, 5),
            "check-c": (0, None, False, 3),
            "why": (None, 1, False, 3),
        },
        {"c": None, "why": "read: because"},
        1,  # 23 hours after her extension
        0,
    ),
}
EVENTS = ("mends_a", "rewrites", "joins", "is_given_time", "a_is_worth_more", "c_is_new", "b_goes")


@pytest.fixture(scope="module")
def first_week(tmp_path_factory) -> Path:
    """ada and bob have handed in, and are graded."""
    folder = new_course(tmp_path_factory.mktemp("term"), a=2, b=2)
    shutil.copy(folder / "labs" / "ps1" / "ps1.ipynb", folder / "handed_out.ipynb")
    hand_in(folder, "ada", IN_TIME, a="a = 2", b="b = 1", why="because")
    hand_in(folder, "bob", IN_TIME, a="a = 1", b="b = 1", why="because")
    Term(folder).grading(None)
    return folder


gradings = st.one_of(
    st.just(("somebody_reads",)),
    st.tuples(st.just("grading"), st.one_of(st.none(), st.integers(0, 60)), st.booleans()),
)


@settings(
    max_examples=6,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failing order is short enough as it is, and shrinking takes minutes
    suppress_health_check=list(HealthCheck),
)
@given(events=st.permutations(EVENTS), between=st.lists(gradings, min_size=len(EVENTS), max_size=len(EVENTS)))
def test_any_order_ends_in_the_same_gradebook(first_week, tmp_path_factory, events, between):
    term = Term(Path(shutil.copytree(first_week, tmp_path_factory.mktemp("order") / "course")))
    for event, (what, *about) in zip(events, between):
        getattr(term, event)()
        getattr(term, what)(*about)
    term.grading(None)
    term.somebody_reads()
    term.grading(None)
    assert term.final() == FINAL
