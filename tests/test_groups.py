"""What nobody has named: found as a group, named once, and told to everybody who does it, without running anything.

Thirty submissions of lab 0. Nine make a mistake that no file of the course describes, in nine different texts, one of them
hostile.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from classroom import Classroom, find

from micrograd_edu.checks.misconceptions import misconceptions_of, read_misconception
from micrograd_edu.commands import main
from micrograd_edu.grading.batch import Course
from micrograd_edu.grading.groups import WrongWork, wrong_work
from micrograd_edu.grading.worker import Worker

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
