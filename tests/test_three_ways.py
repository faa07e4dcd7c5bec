"""A submission has the same scores in a notebook, under `micrograd-edu grade` and under plain `nbgrader autograde`.

Submissions of each lab: the reference; wrong rows of the kill table, whose `# loses:` says what they lose; and mixed ones,
in which some tasks are right in another way, some wrong and some untouched. `make test` draws a row and a mixed one of
three labs by a fixed seed (the reference is in `test_labs.py`); `make kill-table` takes twenty of each, and the rest of the
table through `grade` alone.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from classroom import Classroom, find
from kill_table_cases import cases, wrong_cases
from kill_table_harness import Case
from make_syllabus import with_points
from nbclient import NotebookClient

from micrograd_edu.grading.build import environment
from micrograd_edu.labs import checks_of

FULL = int(os.environ.get("KILL_TABLE_SUBMISSIONS", "0"))  # rows and mixed ones a lab; 0: the sample of `make test`
SAMPLE = 1
LABS = with_points() if FULL else random.Random(13).sample(with_points(), 3)

Cells = dict[str, str | None]  # task: what stands in its cell; None where it is untouched


def drawn(lab: str) -> tuple[dict[str, Case], dict[str, Cells]]:
    """Rows of the table, in the order they are to be taken, and mixed submissions."""
    rng = random.Random(lab)
    rows = [case for case in wrong_cases() if case.lab == lab]
    rng.shuffle(rows)
    others = [*rows, *(case for case in cases("right") if case.lab == lab)]
    mixed: dict[str, Cells] = {}
    for number in range(FULL or SAMPLE):
        cells: Cells = {}
        for case in rng.sample(others, 3):
            cells |= case.cells
        cells[rng.choice(list(checks_of(lab)))] = None
        mixed[f"mixed_{number}"] = cells
    return {f"row_{number}": case for number, case in enumerate(rows)}, mixed


def submission(room: Classroom, cells: Cells) -> nbformat.NotebookNode:
    """The reference with some cells replaced."""
    nb, stub = room.solved(), room.release()
    for task, code in cells.items():
        find(nb, task).source = find(stub, task).source if code is None else code
    return nb


def lost_in_a_notebook(nb: nbformat.NotebookNode, lab: str, folder: Path) -> set[str]:
    """Run all cells in a kernel, as a student does, and read the verdicts."""
    NotebookClient(nb, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    return {task for task in checks_of(lab) if f"PASS {task}" not in str(find(nb, f"check-{task}").outputs)}


def lost(room: Classroom, student: str) -> set[str]:
    """Tasks without points, from nbgrader's database; a task has all of its points or none."""
    scores = room.scores(student)
    points = {task: find(room.release(), f"check-{task}").metadata.nbgrader.points for task in checks_of(room.lab)}
    assert all(scores[task] in (0, points[task]) for task in points), scores
    return {task for task in points if scores[task] == 0}


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("lab", LABS)
def test_the_scores_are_the_same_in_a_notebook_in_a_batch_and_under_nbgrader(lab, tmp_path):
    rows, mixed = drawn(lab)
    by_three = [*(["reference"] if FULL else []), *list(rows)[: FULL or SAMPLE], *mixed]
    cells: dict[str, Cells] = {"reference": {}, **{name: dict(case.cells) for name, case in rows.items()}, **mixed}
    room = Classroom(tmp_path, lab)
    for name in cells if FULL else by_three:
        room.submit(name, submission(room, cells[name]))

    grade = [sys.executable, "-m", "micrograd_edu", "grade", lab, "--workers=1"]
    done = subprocess.run(grade, cwd=room.folder, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    in_batch = {name: lost(room, name) for name in (cells if FULL else by_three)}
    assert not in_batch.get("reference")
    table = {name: case for name, case in rows.items() if name in in_batch}
    assert {case.name: in_batch[name] for name, case in table.items()} == {case.name: case.loses for case in table.values()}

    for name in set(in_batch) - set(by_three):
        shutil.rmtree(room.folder / "submitted" / name)
    done = room.autograde("--force")
    assert done.returncode == 0, done.stderr[-3000:]
    assert {name: lost(room, name) for name in by_three} == {name: in_batch[name] for name in by_three}

    desk = tmp_path / "desk"
    desk.mkdir()
    in_notebook = {name: lost_in_a_notebook(submission(room, cells[name]), lab, desk) for name in by_three}
    assert in_notebook == {name: in_batch[name] for name in by_three}
