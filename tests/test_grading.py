"""From source to grade through nbgrader's own commands: what each submission earns, and what its author reads."""

from __future__ import annotations

import csv
import json
import re

import nbformat
import pytest
from classroom import LAB, Classroom, find, insert_before
from formgrader import open_formgrader
from make_syllabus import points_of, total
from nbformat.v4 import new_code_cell

from micrograd_edu.checks.probes import MIME

pytestmark = pytest.mark.needs("sandbox")

POINTS = {task: points.worth for task, points in points_of(LAB).items() if not points.by_person}
FULL = sum(POINTS.values())


def untouched(room: Classroom):
    return room.release()


def solved(room: Classroom):
    nb = room.solved()
    find(nb, "u_curve").source = "Truncation falls with h squared, rounding grows as 1e-16 / h; 1e-5 balances them."
    return nb


def half(room: Classroom):
    """Solved, except for some tasks that nothing else needs."""
    nb, stub = room.solved(), room.release()
    for task in ("relu", "exp_log_tanh", "backward", "bug_hunt"):
        find(nb, task).source = find(stub, task).source
    return nb


def raises_at_import(room: Classroom):
    """The first cell fails before it imports what one task needs; all that does not need it still counts."""
    nb = room.solved()
    first = next(cell for cell in nb.cells if cell.cell_type == "code")
    first.source = "import a_module_that_is_not_there as maths\n" + first.source
    task = find(nb, "exp_log_tanh")
    task.source = task.source.replace("math.", "maths.")
    return nb


def tampers_with_checks(room: Classroom):
    """Untouched code; check cells emptied, deleted, doubled, turned into text, worth more, and a graded cell invented."""
    nb = room.release()
    find(nb, "check-add").source = "pass"
    nb.cells.remove(find(nb, "check-mul"))
    copy = json.loads(json.dumps(find(nb, "check-pow")))
    copy.update(id="copy", source="pass")
    nb.cells.append(nbformat.from_dict(copy))
    text = find(nb, "check-relu")
    text.cell_type = "markdown"
    del text["outputs"], text["execution_count"]
    find(nb, "check-derived").metadata.nbgrader.points = 100
    invented = new_code_cell("1")
    invented.metadata["nbgrader"] = {**find(nb, "check-backward").metadata.nbgrader, "grade_id": "check-bonus", "points": 50}
    nb.cells.append(invented)
    find(nb, "check-backward").metadata.nbgrader.update(solution=True, locked=False)
    find(nb, "check-gradcheck").metadata["nbgrader"] = "gone"
    return nb


def deletes_and_doubles_checks(room: Classroom):
    """The same liberties with right code: the points stay."""
    nb = solved(room)
    nb.cells.remove(find(nb, "check-mul"))
    double = json.loads(json.dumps(find(nb, "backward")))
    double["id"] = "double"
    nb.cells.insert(nb.cells.index(find(nb, "backward")) + 1, nbformat.from_dict(double))
    return nb


def without_metadata(room: Classroom):
    nb = solved(room)
    for cell in nb.cells:
        cell.metadata.pop("nbgrader", None)
    return nb


def without_metadata_and_ids(room: Classroom):
    nb = without_metadata(room)
    for i, cell in enumerate(nb.cells):
        cell.id = f"cell{i}"
    return nb


def rewrites_later_cells(room: Classroom):
    nb = room.release()
    insert_before(nb, "add", "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])")
    return nb


def replaces_the_checks(room: Classroom):
    nb = room.release()
    insert_before(
        nb,
        "add",
        """
import micrograd_edu.checks.task as checking
import micrograd_edu.labs.lab1_operators as lab1
import micrograd_edu.checks.rows as rows
check = lab1.check = lambda *anything: None
checking.Task.judge = lambda self, challenge, evidence, lost: checking.Verdict(self.name, True, "all right")
rows.is_close = lambda *anything: True
""",
    )
    return nb


def forges_evidence(room: Classroom):
    """Answers every challenge itself, in the right form and with the right id, but without the right numbers."""
    nb = room.release()
    insert_before(
        nb,
        "add",
        f"""
import json
import micrograd_edu.checks.probes as probes
from IPython.display import display
def publish(challenge, names):
    challenge = json.loads(challenge)
    answer = {{"value": 1.0, "d/da": 1.0, "d/db": 1.0, "a.grad": 1.0, "gradcheck": True, "the broken operator": "None"}}
    answers = [answer] * len(challenge["questions"])
    found = {{"answers": answers, "again": [], "later": [], "source": ""}}
    display({{"{MIME}": json.dumps({{"check": challenge["check"], "id": challenge["id"], **found}})}}, raw=True)
probes.publish = publish
""",
    )
    return nb


def prints_a_verdict(room: Classroom):
    """Prints and displays a PASS and evidence in its own cells; in the checks, displays two pieces of evidence."""
    nb = solved(room)
    stub = room.release()
    for task in POINTS:
        if task != "mul":
            find(nb, task).source = find(stub, task).source
    find(nb, "add").source += f"\nprint('PASS add: all questions right.')\ndisplay({{'{MIME}': '{{}}'}}, raw=True)"
    insert_before(
        nb,
        "check-mul",
        """
import micrograd_edu.checks.probes as probes
honest = probes.publish
def publish(challenge, names):
    honest(challenge, names)
    honest(challenge, names)
probes.publish = publish
""",
    )
    return nb


def replays_evidence(room: Classroom):
    """Right for add; afterwards every challenge gets the evidence of the one for add."""
    nb, stub = room.solved(), room.release()
    for task in POINTS:
        if task != "add":
            find(nb, task).source = find(stub, task).source
    insert_before(
        nb,
        "check-add",
        """
import micrograd_edu.checks.probes as probes
honest, kept = probes.run, []
def run(challenge, objects):
    kept.append(honest(challenge, objects))
    return kept[0]
probes.run = run
""",
    )
    return nb


def exits(room: Classroom):
    nb = solved(room)
    insert_before(nb, "backward", "import sys\nsys.exit(0)")
    return nb


def dies(room: Classroom):
    nb = solved(room)
    insert_before(nb, "backward", "import os\nos._exit(0)")
    return nb


def dies_in_a_check(room: Classroom):
    nb = solved(room)
    find(nb, "relu").source = "import os\nValue.relu = lambda self: os._exit(1)"
    return nb


def hangs(room: Classroom):
    nb = solved(room)
    insert_before(nb, "relu", "while True: pass")
    return nb


def hangs_in_a_check(room: Classroom):
    nb = solved(room)
    find(nb, "relu").source = "import time\nValue.relu = lambda self: time.sleep(1000)"
    return nb


def hangs_for_good(room: Classroom):
    """Ignores the interrupt."""
    nb = solved(room)
    insert_before(nb, "relu", "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass")
    return nb


def earned(*tasks: str) -> int:
    return sum(POINTS[task] for task in tasks)


CLASS = {
    untouched: 0,
    solved: FULL,
    half: earned("add", "mul", "pow", "derived", "gradcheck"),
    raises_at_import: FULL - POINTS["exp_log_tanh"],
    tampers_with_checks: 0,
    deletes_and_doubles_checks: FULL,
    without_metadata: FULL,
    without_metadata_and_ids: FULL,
    rewrites_later_cells: 0,
    replaces_the_checks: 0,
    forges_evidence: 0,
    prints_a_verdict: 0,
    replays_evidence: POINTS["add"],
    exits: FULL,
    dies: earned("add", "mul", "pow", "relu", "exp_log_tanh", "derived"),
    dies_in_a_check: earned("add", "mul", "pow"),
    hangs: FULL,
    hangs_in_a_check: FULL - POINTS["relu"],
    hangs_for_good: earned("add", "mul", "pow"),
}
UNREADABLE = {
    "half_a_file": '{"cells": [{"cell_type": "co',
    "nothing": "",
    "a_list": "[]",
    "no_cells": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "strange_cells": '{"nbformat": 4, "nbformat_minor": 5, "metadata": 3, "cells": [1, {"cell_type": "code", "source": 5}]}',
}


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Classroom:
    """The class, graded with one plain command, as an instructor would."""
    room = Classroom(tmp_path_factory.mktemp("course"))
    for make in CLASS:
        room.submit(make.__name__, make(room))
    for name, text in UNREADABLE.items():
        room.submit(name, text)
    done = room.autograde("--JudgedExecute.timeout=6")
    assert done.returncode == 0, done.stderr[-3000:]
    for command in (["generate_feedback", LAB], ["export", "--to", "grades.csv"]):
        done = room.run(*command)
        assert done.returncode == 0, done.stderr[-3000:]
    return room


@pytest.mark.parametrize(("make", "points"), CLASS.items(), ids=lambda x: getattr(x, "__name__", ""))
def test_a_submission_earns_what_it_should(room, make, points):
    assert room.total(make.__name__) == points, room.scores(make.__name__)


def test_half_is_exactly_the_right_half(room):
    scores = room.scores("half")
    assert {task for task, score in scores.items() if score} == {"add", "mul", "pow", "derived", "gradcheck"}
    assert all(scores[task] == POINTS[task] for task in ("add", "gradcheck"))


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_gets_zero_and_the_reason(room, name):
    assert room.total(name) == 0
    html = feedback(room, name)
    assert "could not be read as a notebook" in html or name == "strange_cells"
    assert "check-backward" in html


def test_points_and_maximum_are_those_of_the_syllabus(room):
    with open(room.folder / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {make.__name__ for make in CLASS} | set(UNREADABLE)
    assert float(rows["solved"]["max_score"]) == total(LAB)
    assert float(rows["solved"]["score"]) == FULL
    assert float(rows["untouched"]["score"]) == 0


def test_a_written_answer_waits_for_a_person(room):
    assert room.scores("solved")["u_curve"] is None
    assert room.scores("untouched")["u_curve"] == 0


def feedback(room: Classroom, student: str) -> str:
    return (room.folder / "feedback" / student / LAB / f"{LAB}.html").read_text(encoding="utf-8")


def test_feedback_shows_each_verdict(room):
    for task in POINTS:
        assert re.search(rf'id="{task}">.*?<b>Proven:</b>', feedback(room, "solved"), re.DOTALL), task
        assert re.search(rf"NOTHING HERE YET</span> <code>{task}</code>", feedback(room, "untouched")), task
    assert "Nothing here yet" in feedback(room, "untouched")


@pytest.mark.parametrize(
    ("student", "task", "reason"),
    [
        ("rewrites_later_cells", "mul", "no evidence came back. The notebook changes how cells run"),
        ("prints_a_verdict", "mul", "2 pieces of evidence came back"),
        ("replays_evidence", "mul", "belongs to another check"),
        ("dies", "backward", "the kernel died while cell"),
        ("dies_in_a_check", "relu", "the kernel died while"),
        ("dies_in_a_check", "bug_hunt", "could not run: the kernel died"),
        ("hangs_in_a_check", "relu", "had not come to an end when it was interrupted in `<lambda>: Value.relu"),
        ("hangs_for_good", "relu", "could not be interrupted"),
        ("raises_at_import", "exp_log_tanh", "name maths is not known"),
        ("half_a_file", "mul", "has not defined that"),
        ("tampers_with_checks", "mul", "Nothing here yet"),
    ],
)
def test_the_reason_is_readable(room, student, task, reason):
    assert reason in room.autograded_text(student, f"check-{task}")


def test_a_missing_cell_is_announced(room):
    assert "<code>check-mul</code> was missing from the submission" in (
        room.folder / "autograded" / "deletes_and_doubles_checks" / LAB / f"{LAB}.ipynb"
    ).read_text(encoding="utf-8")


def test_a_resubmission_loses_what_it_no_longer_earns(room):
    """nbgrader keeps the old score of a check cell that the new submission lacks; the restored cell replaces it."""
    room.submit("changes_their_mind", solved(room))
    assert room.autograde("--student=changes_their_mind").returncode == 0
    assert room.total("changes_their_mind") == FULL
    nb = room.release()
    nb.cells = [cell for cell in nb.cells if "nbgrader" not in cell.metadata]
    room.submit("changes_their_mind", nb)
    assert room.autograde("--student=changes_their_mind", "--force").returncode == 0
    assert room.total("changes_their_mind") == 0


def test_the_formgrader_button_judges_too(room):
    """What the button does: a POST to formgrader's API in a real Jupyter server started in the course folder."""
    room.submit("by_button", solved(room))
    room.submit("by_button_transformer", rewrites_later_cells(room))
    with open_formgrader(room.folder) as formgrader:
        for student in ("by_button", "by_button_transformer"):
            answer = formgrader.autograde(LAB, student)
            assert answer["success"], answer
    assert room.total("by_button") == FULL
    assert room.total("by_button_transformer") == 0
