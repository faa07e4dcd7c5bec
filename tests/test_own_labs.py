"""A lab of the class's own: built, checked in the notebook, graded in the sandbox, which shows none of its reference."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest
from classroom import ROOT, Classroom, find
from test_adding import HALF, NEW_LAB, NEW_SOURCE, TASK, WHOLE_LAB

from micrograd_edu.grading.build import environment
from micrograd_edu.labs import labs

READS = "Only the second number is divided by 2."
# looks for the reference: in the package, and where the class folder is
CURIOUS = """\
found = []
try:
    import micrograd_edu.labs.lab6_averages.tasks
    found.append("the reference")
except ImportError:
    pass
try:
    found.append(open({path!r}).read())
except OSError:
    pass

def average(a, b):
    return (a + b) / 2 if found else None
"""


def micrograd_edu(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "micrograd_edu", *map(str, arguments)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Classroom:
    """A class with a lab of its own, and three submissions."""
    room = Classroom.__new__(Classroom)
    room.folder, room.lab = tmp_path_factory.mktemp("term") / "class", NEW_LAB
    micrograd_edu("class", "new", room.folder, "--lab=lab0_read_the_engine")
    for name, text in WHOLE_LAB.items():
        place = room.folder / (name if name == NEW_SOURCE else name.replace("micrograd_edu/labs", "course_labs"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    assert NEW_LAB in micrograd_edu("build", NEW_LAB, f"--course={room.folder}")
    right = next(cell.source for cell in jupytext.read(room.folder / NEW_SOURCE).cells if "average(a, b):" in cell.source)
    curious = CURIOUS.format(path=str(room.folder / NEW_SOURCE))
    for student, code in {"right": right, "wrong": HALF, "curious": curious}.items():
        nb = nbformat.read(room.folder / "labs" / NEW_LAB / f"{NEW_LAB}.ipynb", as_version=4)
        find(nb, "average").source = code
        room.submit(student, nb)
    return room


def points(room: Classroom) -> dict[str, float]:
    return {student: room.total(student) for student in ("right", "wrong", "curious")}


@pytest.mark.needs("sandbox")
def test_it_is_graded_as_ours_are(room):
    micrograd_edu("grade", NEW_LAB, f"--course={room.folder}", "--workers=1")
    assert points(room) == {"right": 2, "wrong": 0, "curious": 0}
    assert READS in room.autograded_text("wrong", "check-average")
    assert "None" in room.autograded_text("curious", "check-average"), "no reference is to be found in there"
    done = room.autograde("--force")
    assert done.returncode == 0, done.stderr
    assert points(room) == {"right": 2, "wrong": 0, "curious": 0}


def test_an_upgrade_of_the_class_leaves_it_alone(room):
    before = {path: path.read_bytes() for path in (room.folder / "course_labs").rglob("*.py")}
    said = micrograd_edu("class", "new", room.folder, f"--due={NEW_LAB}=2026-12-01 12:00 UTC")
    assert NEW_LAB not in said and before == {path: path.read_bytes() for path in before}


@pytest.mark.parametrize("has_solutions", [True, False])
def test_a_student_is_told_at_once(room, tmp_path, has_solutions):
    """With a copy of the room in their own folder; the class may keep the solutions to itself."""
    shutil.copytree(room.folder / "course_labs", tmp_path / "course_labs")
    if has_solutions:
        shutil.copytree(room.folder / "solutions" / NEW_LAB, tmp_path / "solutions" / NEW_LAB)
    script = f"from micrograd_edu.labs.{NEW_LAB} import check\n{HALF}\ncheck('average', average)\n"
    variables = {**os.environ, "MICROGRAD_EDU_LABS": str(tmp_path / "course_labs")}
    done = subprocess.run([sys.executable, "-c", script], env=variables, capture_output=True, text=True)
    assert done.stdout.startswith("FAIL average: ") and (READS in done.stdout) == has_solutions, done.stderr


def test_a_room_with_the_name_of_one_of_ours_takes_its_place(tmp_path):
    ours = "lab0_read_the_engine"
    mine = tmp_path / "course_labs" / ours
    shutil.copytree(ROOT / "micrograd_edu" / "labs" / ours, mine)
    text = (mine / "tasks.py").read_text().replace("import random\n", "import random\nimport statistics\n", 1)
    (mine / "tasks.py").write_text(text + TASK)
    script = f"from micrograd_edu.labs import checks_of, labs\nprint('average' in checks_of({ours!r}), len(labs()))"
    for folder, told in ((tmp_path / "course_labs", f"True {len(labs())}"), ("", f"False {len(labs())}")):
        variables = {**os.environ, "MICROGRAD_EDU_LABS": str(folder)}
        done = subprocess.run([sys.executable, "-c", script], env=variables, capture_output=True, text=True)
        assert done.stdout.strip() == told, done.stderr
