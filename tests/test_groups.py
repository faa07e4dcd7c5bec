"""What nobody has named: found as a group, named once, and told to everybody who does it, without running anything.

Thirty submissions of lab 0. Nine make a mistake that no file of the course describes, in nine different texts, one of them
hostile.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import ROOT, Classroom, find
from hypothesis import given
from hypothesis import strategies as st

from micrograd_edu.checks.behaviour import Behaviour, behaviour_of, from_json, to_json
from micrograd_edu.checks.misconceptions import misconceptions_of, read_misconception
from micrograd_edu.checks.rows import Asked, Row, flat
from micrograd_edu.checks.verdict import Verdict
from micrograd_edu.commands import main
from micrograd_edu.grading import batch
from micrograd_edu.grading.batch import Course
from micrograd_edu.grading.common_challenge import SEED, asked_in
from micrograd_edu.grading.failed_checks import common_answers
from micrograd_edu.grading.groups import WrongWork, wrong_work
from micrograd_edu.grading.judge import LabJudge
from micrograd_edu.grading.kept_evidence import KeptEvidence
from micrograd_edu.grading.name_group import name_group
from micrograd_edu.grading.worker import Worker, not_run, run_apart
from micrograd_edu.grading.workers import Running

LAB = "lab0_read_the_engine"
GRAPH = """\
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


"""
# the same mistake in several forms: the nudge is added to its effect
SAME = [
    "def effect_of_nudge(leaf, nudge):\n    return leaf.grad * nudge + nudge\n",
    "def effect_of_nudge(leaf, nudge):\n    return nudge + nudge * leaf.grad\n",
    "def effect_of_nudge(leaf, nudge):\n    return (1 + leaf.grad) * nudge  # it moves too\n",
    "def effect_of_nudge(leaf, step):\n    moved = leaf.grad * step\n    return step + moved\n",
]
# shorter than all others, so it is the specimen: it leaves a trace where it runs, and begins a section of its own
HOSTILE = """\
import os
os.system("touch {path}")
effect_of_nudge = lambda leaf, nudge: (1 + leaf.grad) * nudge
# %% predict
os.system("touch {path}")
"""
LONG = "# " + "thinking aloud, " * 20
ANOTHER = "def effect_of_nudge(leaf, nudge):\n    return leaf.grad * nudge - 7 * nudge\n"
RANDOM = """\
import random
def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge + (random.random() if leaf.grad > 0 else 0)
"""
RIGHT = "effect_of_nudge = lambda leaf, nudge: leaf.grad * nudge\n"
SENTENCE, ASK = "The nudge itself is added to the effect.", "Does a leaf that L does not depend on move L at all?"

pytestmark = pytest.mark.needs("sandbox")


def answer(nudge: str) -> str:
    return GRAPH + nudge


@pytest.fixture(scope="module")
def outside(tmp_path_factory) -> Path:
    """A file that code which runs unprotected would write."""
    return tmp_path_factory.mktemp("outside") / "i-ran"


@pytest.fixture(scope="module")
def room(tmp_path_factory, outside) -> Classroom:
    """Thirty submissions, graded, with feedback."""
    room = Classroom(tmp_path_factory.mktemp("class"), LAB)
    (named,) = [each for each in misconceptions_of(LAB) if each.name == "effect_is_grad"]
    work = [answer(SAME[number % 4] + f"{LONG}{number}\n") for number in range(8)]
    work += [answer(HOSTILE.format(path=outside))]
    work += [answer(ANOTHER), answer(ANOTHER + "# mine\n")] + [answer(RANDOM)] * 2 + [named.sections[0].code] * 3
    for number in range(30):
        nb = room.solved()
        if number < len(work):
            find(nb, "first_graph").source = work[number]
        room.submit(f"s{number:02}", nb if number < 28 else room.release())
    assert main(["grade", LAB, f"--course={room.folder}", "--workers=2"]) == 0
    assert main(["feedback", LAB, f"--course={room.folder}"]) == 0
    return room


NINE = tuple(f"s{number:02}" for number in range(9))


def pages(room: Classroom) -> dict[str, str]:
    found = sorted((room.folder / "feedback").glob(f"*/{LAB}/{LAB}.html"))
    return {path.parts[-3]: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="module")
def before(room) -> tuple[WrongWork, dict[str, str], dict[str, float]]:
    """How things stood when the batch was over."""
    points = {student: room.total(student) for student in pages(room)}
    return wrong_work(Course(room.folder, LAB)), pages(room), points


@pytest.fixture(scope="module")
def renewed(room, before) -> tuple[dict[str, str], str]:
    """The pages after the group was named, with nothing that could run anything; and the file."""
    (group,) = [group for group in before[0].groups if group.size == 9]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "__init__", lambda self: pytest.fail("something was about to be run"))
        command = ["misconception", "new", LAB, group.id, f"--course={room.folder}", "--name=nudge_added"]
        assert main([*command, f"--sentence={SENTENCE}", f"--ask={ASK}"]) == 0
    return pages(room), (room.folder / "misconceptions" / LAB / "nudge_added.py").read_text(encoding="utf-8")


def test_who_does_the_same_is_one_group_whatever_it_looks_like(before):
    largest, *others = before[0].groups
    assert largest.students == NINE and largest.task == "first_graph" and largest.texts == 9
    assert largest.alike == "numbers" and largest.specimen_of == "s08"
    assert {ok for _, ok in largest.places} == {False} and largest.example[0]
    assert [(group.students, group.alike) for group in others] == [
        (("s09", "s10"), "numbers"),
        (("s11", "s12"), "places"),
    ]
    assert [(named.known.name, named.students) for named in before[0].named] == [("effect_is_grad", ("s13", "s14", "s15"))]


def test_named_once_it_is_told_to_nine_and_to_nobody_else(before, renewed):
    told = [student for student, page in renewed[0].items() if SENTENCE in page and ASK in page]
    assert tuple(told) == NINE
    assert not any(SENTENCE in page for page in before[1].values())
    assert {student for student in before[1] if before[1][student] != renewed[0][student]} == set(NINE)


def test_a_name_changes_no_points(room, before, renewed):
    assert {student: room.total(student) for student in before[2]} == before[2]
    with Course(room.folder, LAB).gradebook() as book:
        assert not [
            grade
            for s in book.find_assignment(LAB).submissions
            for n in s.notebooks
            for grade in n.grades
            if grade.manual_score
        ]


def test_now_it_is_among_the_named(room, renewed, capsys):
    found = wrong_work(Course(room.folder, LAB))
    assert found.named[0].known.says == SENTENCE and found.named[0].students == NINE and found.named[0].is_of_the_class
    assert {group.size for group in found.groups} == {2}
    assert main(["grade", LAB, f"--course={room.folder}", "--workers=1"]) == 0
    assert "30 graded already and unchanged" in capsys.readouterr().out


def test_the_specimen_never_ran_outside_of_the_sandbox(room, renewed, outside):
    assert "i-ran" in renewed[1], "the hostile one is the specimen"
    Course(room.folder, LAB).due(list(NINE))
    assert not outside.exists()


def test_the_file_has_the_course_s_form_and_one_section(room, renewed):
    found = read_misconception(room.folder / "misconceptions" / LAB / "nudge_added.py")
    assert (found.says, found.ask, found.loses) == (SENTENCE, ASK, ("first_graph",))
    assert [section.task for section in found.sections] == ["first_graph"]


def test_only_failed_checks_without_a_name_are_asked_what_all_are_asked(room):
    """In a run of their own: not the right ones, not those with a name, not what is empty."""
    asked = {}
    for student in pages(room):
        (record,) = KeptEvidence.read(Course(room.folder, LAB).evidence(student)).notebooks.values()
        for grade_id, kept in record.run["checks"].items():
            if "common" in kept:
                assert kept["common"]["challenge"]["id"] != kept["challenge"]["id"]
                asked[student, grade_id] = asked_in(kept["common"]["challenge"])
    assert list(asked) == [(f"s{number:02}", "check-first_graph") for number in range(13)]
    assert len(set(asked.values())) == 1


def test_the_secret_of_the_class_is_handed_to_nobody(room):
    seed = (room.folder / "evidence" / SEED).read_text()
    assert len(seed) == 32 and (room.folder / "evidence" / SEED).stat().st_mode & 0o077 == 0
    handed = [path for folder in ("labs", "feedback", "autograded") for path in (room.folder / folder).rglob("*")]
    assert not [path for path in handed if path.is_file() and seed in path.read_text(encoding="utf-8", errors="replace")]


def test_who_does_the_same_later_is_told_the_same_by_every_way_to_grade(room, renewed, capsys):
    nb = room.solved()
    find(nb, "first_graph").source = answer(SAME[1] + "# a late thought\n")
    room.submit("late", nb)
    assert main(["grade", LAB, f"--course={room.folder}", "--workers=1"]) == 0
    assert "late: graded" in capsys.readouterr().out
    assert SENTENCE in room.autograded_text("late", "check-first_graph")
    shutil.rmtree(room.folder / "evidence" / "late")
    assert room.autograde("--student=late", "--force").returncode == 0
    assert SENTENCE in room.autograded_text("late", "check-first_graph")
    assert "late" in wrong_work(Course(room.folder, LAB)).named[0].students


def test_those_who_are_wrong_in_the_same_places_may_be_named_too(room, renewed, capsys):
    group = next(group for group in wrong_work(Course(room.folder, LAB)).groups if group.alike == "places")
    command = ["misconception", "new", LAB, group.id, f"--course={room.folder}", "--name=by_chance"]
    assert main([*command, "--sentence=It is another number each time.", "--ask=Which line draws?"]) == 0
    assert "2 verdicts renewed, 2 feedback pages made anew; nothing was run" in capsys.readouterr().out
    assert [student for student, page in pages(room).items() if "another number each time" in page] == ["s11", "s12"]


@pytest.fixture(scope="module")
def given_back(room, renewed) -> Path:
    """The file of a group whose code is harmless."""
    group = next(group for group in wrong_work(Course(room.folder, LAB)).groups if group.students == ("s09", "s10"))
    words = ("minus_seven", "Seven nudges are taken away.", "Seven of what?", "Lab 0, 'What grad means'")
    return name_group(Course(room.folder, LAB), group, *words)


def test_a_file_that_is_given_back_is_a_row_of_the_kill_table(given_back, tmp_path):
    house, row = tmp_path / "course_labs" / LAB, f"misconceptions/{given_back.name}"
    shutil.copytree(ROOT / "micrograd_edu" / "labs" / LAB, house)
    shutil.copytree(ROOT / "solutions" / LAB, tmp_path / "solutions" / LAB)
    shutil.copy(given_back, house / row)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ROOT / "tests" / "test_kill_table.py"]
    variables = {**os.environ, "MICROGRAD_EDU_LABS": str(house.parent)}
    done = subprocess.run([*command, "-k", "minus_seven or asks_and_says"], env=variables, capture_output=True, text=True)
    assert done.returncode == 0 and "3 passed" in done.stdout, done.stdout


def test_a_file_by_hand_answers_once_in_the_sandbox_and_gone_it_is_not_told(room, given_back, monkeypatch, capsys):
    mine = given_back.rename(given_back.with_name("by_hand.py"))
    mine.write_text(mine.read_text().replace("- 7 *", "-7 *").replace("Seven nudges", "By hand, seven nudges"))
    ran = []
    monkeypatch.setattr(batch, "run_apart", lambda jobs: ran.append(jobs) or run_apart(jobs))
    command = ["grade", LAB, f"--course={room.folder}", "--workers=1"]
    for told in ("s09: judged again", "graded already and unchanged"):
        assert main(command) == 0
        assert told in capsys.readouterr().out
        assert "By hand" in room.autograded_text("s09", "check-first_graph") and len(ran) == 1
    mine.unlink()
    assert main(command) == 0
    assert "s10: judged again" in capsys.readouterr().out
    assert "By hand" not in room.autograded_text("s09", "check-first_graph") and len(ran) == 1


def test_a_file_that_shows_nothing_or_cannot_be_read_is_said(room, renewed, capsys):
    folder = room.folder / "misconceptions" / LAB
    files = {
        "right": "# It is right.\n# ask: Is it?\n# %% first_graph\n" + answer(RIGHT),
        "nothing": "# It is nothing.\n# ask: Is it?\n# %% first_graph\npass\n",
        "nowhere": "# There is no such task.\n# ask: Is there?\n# %% second_graph\n",
        "unreadable": "print('hello')\n",
    }
    try:
        for name in ("right", "nothing", "nowhere"):
            (folder / f"{name}.py").write_text(files[name])
        assert main(["grade", LAB, f"--course={room.folder}", "--workers=1"]) == 0
        said = capsys.readouterr().err
        assert (
            "right.py: its code for first_graph is right" in said and "nothing.py: its code for first_graph gives no" in said
        )
        assert "nowhere.py: there is no task second_graph" in said
        (folder / "unreadable.py").write_text(files["unreadable"])
        assert main(["grade", LAB, f"--course={room.folder}", "--workers=1"]) == 2
        assert "unreadable.py is no misconception" in capsys.readouterr().err
    finally:
        for name in files:
            (folder / f"{name}.py").unlink(missing_ok=True)


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["first_graph-0000", "--name=a"], ["no group first_graph-0000", "(2 students)"]),
        (["GROUP", "--name=No Name", "--sentence=S.", "--ask=A?"], ["small letters", "No Name"]),
        (["GROUP", "--name=own_factor", "--sentence=S.", "--ask=A?"], ["there is a misconception own_factor already"]),
        (["GROUP", "--name=a", "--sentence=S."], ["--ask is missing"]),
    ],
)
def test_what_cannot_be_named_is_refused_and_nothing_is_written(room, renewed, arguments, words, capsys):
    group = wrong_work(Course(room.folder, LAB)).groups[0].id
    before = {path: path.read_bytes() for path in (room.folder / "misconceptions").rglob("*") if path.is_file()}
    arguments = [group if argument == "GROUP" else argument for argument in arguments]
    assert main(["misconception", "new", LAB, *arguments, f"--course={room.folder}"]) == 2
    said = capsys.readouterr().err
    assert all(word in said for word in words)
    assert before == {path: path.read_bytes() for path in (room.folder / "misconceptions").rglob("*") if path.is_file()}


def test_a_second_look_that_fails_costs_nothing():
    first = {"nb": {"cells": [], "seconds": 1.0}}
    run = Running({}, first, {"nb": {"cells": [{"challenge": {}, "grade_id": "check-a"}]}})
    assert run.with_second_look(RuntimeError("the cluster is gone")) == {"nb": {"cells": [], "seconds": 1.0}}
    died = not_run({}, "the kernel died")
    results = run.with_second_look({"nb": {"cells": [died], "seconds": 2.0}})["nb"]
    assert common_answers(LabJudge(), results["common"]["check-a"], []) is None


numbers = st.floats(1, 1e9) | st.sampled_from([math.nan, math.inf, 0.0])
parts = st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), numbers | st.lists(numbers, max_size=3)), max_size=3)


@given(st.lists(parts, min_size=1, max_size=3), st.sampled_from([0.0, 1e-13]))
def test_the_same_numbers_are_the_same_up_to_rounding_and_once_kept(answers, off):
    def behaviour(change) -> Behaviour:
        rows = [tuple(Row(what, change(yours), 0.0, ok) for what, ok, yours in answer) for answer in answers]
        found = tuple(Asked({"asked": "a"}, {}, each) for each in rows)
        return behaviour_of(Verdict("mul", False, "", found=found))

    def moved(x, by):
        return [moved(each, by) for each in x] if isinstance(x, list) else x * (1 + by)

    one, other, elsewhere = (behaviour(lambda x, by=by: moved(x, by)) for by in (0.0, off, 1e-6))
    assert one.is_same(other) and other.is_same(one) and from_json(json.loads(json.dumps(to_json(one)))).is_same(one)
    assert one.places == elsewhere.places
    values = [x for answer in answers for *_, yours in answer for x in flat(yours)]
    assert one.is_same(elsewhere) == all(x == 0 or not math.isfinite(x) for x in values)
