"""Cells for show are left out while grading where nothing that runs builds on them, and no verdict changes by that."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import nbformat
import pytest
from classroom import ROOT, Classroom, insert_before
from kill_table_harness import cases_in
from make_syllabus import with_points

from micrograd_edu.checks.source import code_cells
from micrograd_edu.grading.batch import Course
from micrograd_edu.grading.for_show import cells_to_run
from micrograd_edu.grading.judge import LabJudge
from micrograd_edu.grading.judged_execute import AS_IN_THE_HANDOUT
from micrograd_edu.grading.workers import LocalWorkers, grade_all
from micrograd_edu.labs import find_check, labs

IMPORT, DATA, PICTURE = "import random as rng", "xs = [1, 2]\nfirst = xs", "xs.append(rng.random())\nprint(xs)"
HANDOUT = [IMPORT, DATA, PICTURE]
CHECK = {"challenge": {}, "names": ["f"]}


def run(*cells: str) -> list[str]:
    """Which cells of the handout run, in a notebook that consists of it, these cells, and a check."""
    job = [{"source": source, "for_show": True} for source in HANDOUT] + [{"source": source} for source in cells] + [CHECK]
    needed = cells_to_run(job)
    assert needed >= set(range(len(HANDOUT), len(job))), "what is not for show always runs"
    return [source for index, source in enumerate(HANDOUT) if index in needed]


@pytest.mark.parametrize(
    ("answer", "needed"),
    [
        ("def f(xs):\n    first = xs[0]\n    return [rng for rng in xs]", []),  # all names are its own
        ("def f():\n    return rng.random()", [IMPORT]),
        ("class F:\n    source = rng", [IMPORT]),
        ("def f():\n    return first", HANDOUT),  # which the picture changes, by another name
        ("def f():\n    global xs\n    xs += [3]", HANDOUT),
        ("del xs", HANDOUT),
        ("xs += [3]", HANDOUT),
        ("f = lambda: [x for x in xs]", HANDOUT),
        ("xs = 3 * 16 + 1", []),  # a prediction
        ("xs = [5]", []),
        ("xs = {'a': None, 'b': (1, -2)}", []),
        ("mine = [5]\nxs = mine", HANDOUT),  # later cells of the handout may change it
        ("%time f()", HANDOUT),
        ("def f(:", HANDOUT),
        ("f = eval('xs')", HANDOUT),
        ("globals()['xs']", HANDOUT),
        ("from __main__ import xs", HANDOUT),
        ("from os.path import *", HANDOUT),
        ("import sys\nsys.modules['__main__']", HANDOUT),
        ("f.__globals__['xs']", HANDOUT),
        ("x" * 300_000, HANDOUT),
        ("f = " + "(" * 5000, HANDOUT),
        ("f = '\udc80'", HANDOUT),
    ],
)
def test_what_an_answer_uses_runs(answer, needed):
    assert run(answer) == needed


def test_what_a_check_asks_for_runs():
    assert cells_to_run([{"source": "f = max", "for_show": True}, CHECK]) == {0, 1}


def test_where_nothing_is_for_show_everything_runs():
    assert cells_to_run([None, {"source": "a = 1"}, {"source": "b = 1"}, None]) == {1, 2}


def test_of_an_assignment_that_is_none_of_ours_nothing_is_for_show():
    assert not LabJudge().for_show("ps1")


@pytest.mark.parametrize("lab", labs())
def test_what_is_for_show_stands_in_the_handout(lab):
    released = nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)
    ungraded = {cell.source for cell in released.cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata}
    for_show = LabJudge().for_show(lab)
    assert for_show and {text for text in for_show} < {source.strip() for source in ungraded}


@pytest.mark.parametrize("lab", with_points())
def test_a_bonus_exercise_costs_no_grading(lab):
    cells, for_show = code_cells(lab), LabJudge().for_show(lab)
    checks = [find_check(lab, cell.grade_id) for cell in cells]
    job = [
        {"challenge": {}, "names": list(check.names)}
        if check
        else {"source": cell.text, "for_show": cell.text.strip() in for_show}
        for cell, check in zip(cells, checks)
    ]
    assert not [cells[i].text for i in cells_to_run(job) if "with bonus(" in cells[i].text]


def submissions(room: Classroom) -> Iterator[tuple[str, nbformat.NotebookNode]]:
    """A solved one, an untouched one, and two that each have another row of the kill table in the place of every answer."""
    yield "solved", room.solved()
    yield "untouched", room.release()
    rows = [case for _, case in cases_in(ROOT / "tests" / "kill_table") if case.lab == room.lab]
    for name, cases in (("first_rows", reversed(rows)), ("last_rows", rows)):
        answers = {task: code for case in cases for task, code in case.cells.items()}
        nb = room.solved()
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
        yield name, nb


def grade(room: Classroom, run_everything: bool) -> dict[str, dict[str, float]]:
    """Grade the class anew, in this process; return each student's scores."""
    course = Course(room.folder, room.lab)
    course.app.config.JudgedExecute.run_everything = run_everything
    students = course.students()
    course.force(students)
    with contextlib.closing(LocalWorkers(2)) as workers:
        assert [outcome.how for outcome in grade_all(course, students, workers)] == ["graded"] * len(students)
    return {student: room.scores(student) for student in students}


def shown(room: Classroom, student: str) -> dict[str, str]:
    """What each code cell of the graded notebook shows, by its text."""
    nb = nbformat.read(room.folder / "autograded" / student / room.lab / f"{room.lab}.ipynb", as_version=4)
    texts = {}
    for cell in nb.cells:
        if cell.cell_type == "code":
            parts = (output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
            texts[cell.source.strip()] = "".join(parts)
    return texts


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("lab", with_points())
def test_verdicts_are_the_same_as_with_every_cell_run(lab, tmp_path):
    room = Classroom(tmp_path, lab)
    for student, nb in submissions(room):
        room.submit(student, nb)
    scores = grade(room, run_everything=False)
    texts = shown(room, "solved")
    left_out = [text for text in LabJudge().for_show(lab) if texts[text] == AS_IN_THE_HANDOUT]
    assert len(left_out) >= len(LabJudge().for_show(lab)) / 2
    assert scores == grade(room, run_everything=True)
    assert AS_IN_THE_HANDOUT not in shown(room, "solved").values()
    assert scores["solved"] != scores["first_rows"]


@pytest.mark.needs("sandbox")
def test_what_a_student_changed_or_added_runs_with_all_that_it_uses(tmp_path):
    room = Classroom(tmp_path, "lab0_read_the_engine")
    nb = room.solved()
    changed = next(cell for cell in nb.cells if cell.source.startswith("nudge = 0.01"))
    changed.source += "\nprint('changed', L.data)"
    insert_before(nb, "predict", "print('added', a.grad)")
    room.submit("curious", nb)
    grade(room, run_everything=False)
    texts = shown(room, "curious")
    assert texts[changed.source].endswith("changed 4.0\n")
    assert texts["print('added', a.grad)"] == "added -3.0\n"  # the cell that calls backward has run
    assert room.total("curious") == 7
    assert AS_IN_THE_HANDOUT in texts.values()


@pytest.mark.needs("sandbox")
def test_judging_again_keeps_what_was_left_out_until_it_counts(tmp_path, monkeypatch):
    room = Classroom(tmp_path, "lab0_read_the_engine")
    room.submit("solved", room.solved())
    scores = grade(room, run_everything=False)
    before = shown(room, "solved")
    for run_everything, known in ((False, True), (True, False)):
        course = Course(room.folder, room.lab)
        course.app.config.JudgedExecute.run_everything = run_everything
        results = course.results_without_running("solved", prepared := course.prepare("solved"))
        assert (results is not None) == known
        if results is not None:
            course.finish("solved", prepared, results)
            assert {"solved": room.scores("solved")} == scores and shown(room, "solved") == before
