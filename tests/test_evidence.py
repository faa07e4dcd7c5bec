"""Kept evidence: judged again without running, run again where it must be; and the files that lie beside a notebook."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from assignment import code, course, notebook, question, task, text, write_source
from classroom import Classroom, find
from nbgrader.api import Gradebook

from micrograd_edu.checks.evidence import MAX_EVIDENCE
from micrograd_edu.commands import main
from micrograd_edu.grading.batch import Course
from micrograd_edu.grading.build import build_lab
from micrograd_edu.grading.feedback import renew_feedback
from micrograd_edu.grading.judge import LabJudge
from micrograd_edu.grading.kept_evidence import KeptEvidence, run_record
from micrograd_edu.grading.lateness import settle
from micrograd_edu.grading.summary import summary
from micrograd_edu.labs import checks_of, labs

LAB = "lab0_read_the_engine"
ANOTHER_JUDGE = """
from dataclasses import replace

from micrograd_edu.grading.feedback import renew_feedback
from micrograd_edu.grading.judge import LabJudge


class Lenient(LabJudge):
    def judge(self, challenge, evidence, lost):
        return replace(super().judge(challenge, evidence, lost), passed=True)

    def version(self, assignment):
        return "lenient"


class Curious(LabJudge):
    def asks(self, assignment, grade_id):
        return "something else" if grade_id == "check-predict" else super().asks(assignment, grade_id)

    def version(self, assignment):
        return "curious"
"""


def judge_with(room: Classroom, name: str) -> None:
    (room.folder / "another_judge.py").write_text(ANOTHER_JUDGE)
    with open(room.folder / "nbgrader_config.py", "a") as config:
        config.write(f'\nc.JudgedExecute.judge_class = "another_judge.{name}"\n')


def grade(room: Classroom, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    main(["grade", room.lab, f"--course={room.folder}", "--workers=1", *options])
    return capsys.readouterr().out


@pytest.mark.needs("sandbox")
def test_another_judge_judges_what_is_kept_and_another_question_is_asked_anew(tmp_path, capsys):
    room = Classroom(tmp_path, LAB)
    room.submit("right", room.solved())
    room.submit("untouched", room.release())
    assert "right: graded" in grade(room, capsys)
    right, before = room.total("right"), room.autograded_text("right", "check-predict")
    assert right > 0 == room.total("untouched")
    judge_with(room, "Lenient")
    said = grade(room, capsys)
    assert "right: judged again" in said and "untouched: judged again" in said and ": graded" not in said
    assert room.total("right") == room.total("untouched") == right
    assert room.autograded_text("right", "check-predict") == before
    judge_with(room, "Curious")
    said = grade(room, capsys)
    assert "right: graded" in said and "untouched: graded" in said
    assert (room.total("right"), room.total("untouched")) == (right, 0)
    assert "2 graded already and unchanged" in grade(room, capsys)


@pytest.mark.needs("sandbox")
def test_only_what_changed_runs(tmp_path, capsys):
    """Outputs, metadata and a written answer run nothing; code does."""
    room = Classroom(tmp_path, LAB)
    nb = room.solved()
    room.submit("ada", nb)
    grade(room, capsys)
    nb.cells[0].metadata["collapsed"] = True
    find(nb, "roles").source = "data is the number, grad says how the result moves."
    room.submit("ada", nb)
    assert "ada: judged again" in grade(room, capsys)
    find(nb, "predict").source += "\n# a second thought"
    room.submit("ada", nb)
    assert "ada: graded" in grade(room, capsys)
    room.folder.joinpath("evidence", "ada", LAB, "evidence.json").write_text("[")
    assert "ada: graded" in grade(room, capsys), "what cannot be understood is not there"


@pytest.mark.parametrize("lab", labs())
def test_challenges_are_plain_and_what_they_ask_is_recognised(lab):
    """Whatever is kept as JSON is what the judge has seen; drawn twice, the same question is the same question."""
    judge = LabJudge()
    for name, check in checks_of(lab).items():
        challenge = judge.challenge(lab, f"check-{name}")
        assert json.loads(json.dumps(challenge)) == challenge
        drawn = [json.dumps({**check.challenge(random.Random(0)), "id": ""}, sort_keys=True) for _ in range(2)]
        assert drawn[0] == drawn[1], f"{name} draws from something else than its random numbers"


def test_what_is_kept_is_bounded(tmp_path):
    cell = code("", "check-a", grade=True, locked=True, points=1)
    many = {"evidence": ["x" * (MAX_EVIDENCE + 1)] * 5000, "errors": ["e" * 10**6] * 9, "stopped": None, "ran": True}
    one = {**many, "evidence": ["x" * (MAX_EVIDENCE + 1)]}
    for result in (many, one):
        job = {"lab": "ps1", "kernel": "cold", "cells": [{"challenge": {}}]}
        kept = run_record(notebook(cell), job, {"cells": [result], "seconds": 1.0}, LabJudge())
        assert len(json.dumps(kept)) < 10_000
        assert len(kept["checks"]["check-a"]["result"]["evidence"]) == min(1000, len(result["evidence"]))


@pytest.mark.parametrize("text", ["", "[", "[]", '{"format": 0}', '{"format": 1, "notebooks": {"a": {}}}', "[" * 100_000])
def test_a_file_that_is_not_evidence_counts_as_none(tmp_path, text):
    path = tmp_path / "evidence.json"
    path.write_text(text)
    assert KeptEvidence.read(path) == KeptEvidence()


# An assignment that is none of ours.

READS = """\
numbers = [int(line) for line in open("data/numbers.txt")]
try:
    mine = open("mine.txt").read()
except OSError:
    mine = None
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Reads a file that was released with it, and one that students hand in."""
    folder = course(tmp_path_factory.mktemp("ordinary"))
    reads = code(READS)
    total = task("total", "total = sum(numbers)", "assert total == 6", 2)
    own = task("own", "own = mine", "assert own == 'hello'", 1)
    write_source(folder, "ps1", notebook(text("# ps1"), reads, *total, *own, question("why", 3)))
    (folder / "solutions" / "ps1" / "data").mkdir()
    (folder / "solutions" / "ps1" / "data" / "numbers.txt").write_text("1\n2\n3\n")
    build_lab(folder, "ps1")
    return folder


@pytest.fixture
def ordinary(built, tmp_path) -> Path:
    """A copy of it for each test."""
    return Path(shutil.copytree(built, tmp_path / "course"))


def hand_in(folder: Path, student: str, mine: str = "hello", **answers: str) -> None:
    nb = nbformat.read(folder / "labs" / "ps1" / "ps1.ipynb", as_version=4)
    for grade_id, source in answers.items():
        find(nb, grade_id).source = source
    place = folder / "submitted" / student / "ps1"
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, place / "ps1.ipynb")
    (place / "mine.txt").write_text(mine)
    (place / "data").mkdir(exist_ok=True)
    (place / "data" / "numbers.txt").write_text("0\n")


def scores(folder: Path, student: str) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "micrograd_edu") as book:
        return {grade.name: grade.auto_score for grade in book.find_submission_notebook("ps1", "ps1", student).grades}


KERNELS = [pytest.param((), marks=pytest.mark.needs("sandbox")), ("--run-unprotected",)]


@pytest.mark.parametrize("options", KERNELS, ids=["sandbox", "unprotected"])
def test_released_files_are_there_and_submitted_ones_only_if_the_instructor_says_so(ordinary, capsys, options):
    hand_in(ordinary, "ada", total="total = sum(numbers)", own="own = mine")
    command = ["grade", "ps1", f"--course={ordinary}", "--workers=1", *options]
    assert main(command) == 0
    assert scores(ordinary, "ada") == {"check-total": 2, "check-own": 0, "why": 0}
    with open(ordinary / "nbgrader_config.py", "a") as config:
        config.write('\nc.Autograde.exclude_overwriting = {"ps1": ["mine.txt"]}\n')
    assert main(command) == 0
    assert scores(ordinary, "ada") == {"check-total": 2, "check-own": 1, "why": 0}
    hand_in(ordinary, "ada", mine="bye", total="total = sum(numbers)", own="own = mine")
    capsys.readouterr()
    assert main(command) == 0
    assert "ada: graded" in capsys.readouterr().out, "what is graded with the notebook has changed"
    assert scores(ordinary, "ada")["check-own"] == 0


# The summary.


def test_the_summary_tells_what_a_person_wants_to_know(ordinary, capsys):
    with Gradebook(f"sqlite:///{ordinary}/gradebook.db", "micrograd_edu") as book:
        book.update_or_create_student("ada", first_name="Ada")
        book.update_or_create_student("bob", first_name="Bob")
    right = {"total": "total = sum(numbers)", "why": "because"}
    hand_in(ordinary, "ada", **right)
    hand_in(ordinary, "bobb", **right)
    hand_in(ordinary, "cyd")
    hand_in(ordinary, "dan")
    folder = ordinary / "submitted"
    (folder / "ada" / "ps1" / "ps1 (1).ipynb").write_text("{}")
    nb = nbformat.read(folder / "cyd" / "ps1" / "ps1.ipynb", as_version=4)
    find(nb, "check-total").metadata.nbgrader.points = 200
    nbformat.write(nb, folder / "cyd" / "ps1" / "ps1.ipynb")
    (folder / "dan" / "ps1" / "ps1.ipynb").write_text("no notebook")
    (folder / "eve" / "ps1").mkdir(parents=True)
    command = ["grade", "ps1", f"--course={ordinary}", "--workers=1", "--run-unprotected"]
    assert main(command) == 1
    said = capsys.readouterr().out
    rows = {match[1]: match[2].split() for match in re.finditer(r"^(\w+) +((?:\d+/\d+ +){2}.*)$", said, re.MULTILINE)}
    assert rows == {
        "ada": ["2/3", "0/3", "1", "2/6"],
        "bobb": ["2/3", "0/3", "1", "2/6"],
        "cyd": ["0/3", "0/3", "0/6"],
        "dan": ["0/3", "0/3", "0/6"],
    }
    assert "2 answers wait for a reader (formgrader): 6 of 24 points, 25%." in said
    assert "bobb: not on the roster (is it bob?)" in said and "ada: not on the roster" not in said
    assert "ada: ps1 (1).ipynb lies in the folder too, and is not graded" in said
    assert "cyd: the cell check-total claims 200 points; it has 2" in said
    assert "the same answers throughout: ada, bobb" in said
    assert re.search(r"^eve +not graded$", said, re.MULTILINE)
    assert "eve: no ps1.ipynb was handed in; the folder holds: nothing" in said
    assert "\r" not in said, "no progress bar where nobody looks"
    (folder / "dan" / "ps1" / "ps1.ipynb").unlink()
    assert main([*command, "--zero=dan", "--zero=eve"]) == 0
    assert main(command) == 0, "accepted once, it is settled"
    assert scores(ordinary, "eve") == {"check-total": 0, "check-own": 0, "why": 0}
    hand_in(ordinary, "eve", **right)
    assert main([*command, "--student=eve"]) == 0
    assert scores(ordinary, "eve") == {"check-total": 2, "check-own": 0, "why": None}


def test_one_student_alone(ordinary, capsys):
    for student in ("ada", "bob"):
        hand_in(ordinary, student, total="total = 6")
    command = ["grade", "ps1", f"--course={ordinary}", "--workers=1", "--run-unprotected", "--student=bob"]
    assert main(command) == 0
    assert "bob: graded" in (said := capsys.readouterr().out) and "ada: graded" not in said
    assert main([*command, "--force"]) == 0
    assert "bob: graded" in capsys.readouterr().out
    assert main(command) == 0
    assert "1 graded already and unchanged" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["student,lab", "student_id,assignment,days\nada,ps1,soon"])
def test_extensions_that_cannot_be_understood_change_nothing(ordinary, capsys, line):
    hand_in(ordinary, "ada")
    (ordinary / "extensions.csv").write_text(line)
    assert main(["grade", "ps1", f"--course={ordinary}", "--run-unprotected"]) == 2
    assert "extensions.csv" in capsys.readouterr().err
    assert not (ordinary / "autograded").exists()


# What a folder may hold besides.


def odd(path: Path) -> None:
    """What stands where a time should, for each student another."""
    make = {
        "pipe": os.mkfifo,
        "folder": Path.mkdir,
        "link": lambda path: path.symlink_to(path.parents[2] / "in_time" / "ps1" / path.name),
        "huge": lambda path: (path.touch(), os.truncate(path, HUGE)),
        "words": lambda path: path.write_text("yesterday, I think"),
        "in_time": lambda path: path.write_text("2026-11-01 07:00 UTC"),
    }
    make[path.parts[-3]](path)


HUGE = 1 << 40  # bytes, with nothing in them: they need no room


def test_what_tells_no_time_is_not_opened_and_stops_nothing(ordinary, tmp_path, capsys):
    students = ("pipe", "folder", "link", "huge", "words", "in_time")
    for student in students:
        hand_in(ordinary, student)
        odd(ordinary / "submitted" / student / "ps1" / "timestamp.txt")
    lab = Course(ordinary, "ps1")
    with lab.gradebook() as book:
        for student in students:
            book.update_or_create_student(student)
            book.update_or_create_submission("ps1", student)
    settle(lab)
    with lab.gradebook() as book:
        times = {student: book.find_submission("ps1", student).timestamp for student in students}
    assert times == dict.fromkeys(students) | {"in_time": datetime(2026, 11, 1, 7)}
    assert lab.due(list(students)) == list(students)
    assert summary(lab, [])
    assert main(["export", "ps1", str(tmp_path / "points.csv"), f"--course={ordinary}"]) == 0
    assert main(["grade", "ps1", f"--course={ordinary}", "--workers=1", "--run-unprotected"]) == 1
    said = capsys.readouterr().out
    undated = re.findall(r"^(\w+): graded; timestamp.txt did not tell a time", said, re.MULTILINE)
    assert sorted(undated) == sorted(set(students) - {"in_time"})
    assert main(["grade", "ps1", f"--course={ordinary}", "--workers=1", "--run-unprotected"]) == 0, "nothing changed"


def test_what_is_too_large_to_be_graded_is_not_read_to_see_whether_it_changed(ordinary):
    with open(ordinary / "nbgrader_config.py", "a") as config:
        config.write('\nc.Autograde.exclude_overwriting = {"ps1": ["mine.txt"]}\n')
    hand_in(ordinary, "ada")
    lab, folder, hashes = Course(ordinary, "ps1"), ordinary / "submitted" / "ada" / "ps1", set()
    for name in ("ps1.ipynb", "mine.txt"):
        for size in (HUGE, HUGE + 1):
            os.truncate(folder / name, size)
            hashes.add(lab.submission_hash("ada"))
    assert len(hashes) == 4


def test_a_student_who_is_not_there(ordinary, capsys):
    hand_in(ordinary, "ada")
    assert main(["grade", "ps1", f"--course={ordinary}", "--student=adda", "--run-unprotected"]) == 1
    assert re.search(r"adda: not graded; there is no folder \S+\. Is it ada\?", capsys.readouterr().out)


def test_zero_is_zero_whatever_was_there_before_and_who_is_gone_has_no_page(ordinary):
    place = ordinary / "submitted" / "ada" / "ps1"
    place.mkdir(parents=True)
    lab = Course(ordinary, "ps1")
    with lab.gradebook() as book:
        book.update_or_create_student("ada")
        book.update_or_create_submission("ps1", "ada")
        grade = book.find_grade("why", "ps1", "ps1", "ada")
        grade.manual_score, grade.extra_credit = 2, 1
        book.db.commit()
    lab.accept_as_zero("ada")
    with lab.gradebook() as book:
        assert book.find_submission("ps1", "ada").score == 0
        assert not book.find_submission("ps1", "ada").needs_manual_grade
    hand_in(ordinary, "bob")
    shutil.copytree(ordinary / "submitted" / "bob", ordinary / "autograded" / "bob")
    assert renew_feedback(lab, ["ada", "bob"]) == []


def test_a_page_follows_the_times(ordinary):
    hand_in(ordinary, "ada")
    shutil.copytree(ordinary / "submitted" / "ada", ordinary / "autograded" / "ada")
    lab = Course(ordinary, "ps1")
    with lab.gradebook() as book:
        book.update_or_create_student("ada")
        book.update_or_create_submission("ps1", "ada")
    assert [renew_feedback(lab, ["ada"]) for _ in range(2)] == [["ada"], []]
    (ordinary / "submitted" / "ada" / "ps1" / "timestamp.txt").write_text("2026-11-01 07:00 UTC")
    settle(lab)
    assert renew_feedback(lab, ["ada"]) == ["ada"]
    assert "1 November 2026, 07:00 UTC" in (ordinary / "feedback" / "ada" / "ps1" / "ps1.html").read_text(encoding="utf-8")
