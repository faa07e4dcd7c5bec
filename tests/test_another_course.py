"""The grading as another course would use it: its own folders, its own tasks, its own judge, from another directory."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest
from classroom import Classroom
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("sandbox")

CONFIG = """
from micrograd_edu.grading.configure import judge_submissions

c = get_config()
c.CourseDirectory.course_id = "arithmetic"
c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/of_{student_id}"
c.CourseDirectory.db_url = "sqlite:///grades/class.db"
judge_submissions(c)
c.JudgedExecute.judge_class = "arithmetic.Judge"
"""
# the module is found beside the configuration; its probe travels into the sandbox with the challenge
JUDGE = """
import secrets

from micrograd_edu.checks.verdict import Verdict

PROBE = "def probe(question, double): return {'twice': double(question['x'])}"

class Judge:
    def challenge(self, assignment, grade_id):
        if grade_id != "doubles":
            return None
        asked = [{"x": secrets.randbelow(1000)} for _ in range(3)]
        about = {"id": secrets.token_hex(8), "check": "week1/doubles", "probe": PROBE, "names": ["double"]}
        return {**about, "questions": asked}

    def judge(self, challenge, evidence, lost):
        right = [{"twice": 2 * asked["x"]} for asked in challenge["questions"]]
        passed = isinstance(evidence, dict) and evidence.get("id") == challenge["id"] and evidence.get("answers") == right
        return Verdict("doubles", passed, "twice is twice." if passed else "twice is something else.")

    def asks(self, assignment, grade_id):
        return PROBE

    def version(self, assignment):
        return "1"
"""
SUBMISSIONS = {"right": "def double(x):\n    return 2 * x", "wrong": "def double(x):\n    return x + 2", "nothing": "pass"}


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Classroom:
    room = Classroom.__new__(Classroom)
    room.folder, room.lab = tmp_path_factory.mktemp("arithmetic"), "week1"
    (room.folder / "nbgrader_config.py").write_text(CONFIG)
    (room.folder / "arithmetic.py").write_text(JUDGE)
    (room.folder / "grades").mkdir()
    solution = {"grade": False, "grade_id": "double", "locked": False, "schema_version": 3, "solution": True, "task": False}
    check = {**solution, "grade": True, "grade_id": "doubles", "locked": True, "solution": False, "points": 5}
    source = room.folder / "source" / "week1" / "of_."
    source.mkdir(parents=True)
    cells = [
        new_code_cell("### BEGIN SOLUTION\n### END SOLUTION", metadata={"nbgrader": solution}),
        new_code_cell("# judged", metadata={"nbgrader": check}),
    ]
    nbformat.write(new_notebook(cells=cells), source / "week1.ipynb")
    done = room.run("generate_assignment", "week1")
    assert done.returncode == 0, done.stderr
    for name, code in SUBMISSIONS.items():
        nb = nbformat.read(room.folder / "release" / "week1" / "of_." / "week1.ipynb", as_version=4)
        nb.cells[0].source = code
        target = room.folder / "submitted" / "week1" / f"of_{name}"
        target.mkdir(parents=True)
        nbformat.write(nb, target / "week1.ipynb")
    return room


def points(room: Classroom) -> dict[str, float]:
    with Gradebook(f"sqlite:///{room.folder}/grades/class.db") as gradebook:
        return {student.id: gradebook.find_submission("week1", student.id).score for student in gradebook.students}


def test_graded_from_another_directory(room, tmp_path):
    command = [sys.executable, "-m", "micrograd_edu", "grade", "week1", "--workers=1", f"--course={room.folder}"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert points(room) == {"right": 5, "wrong": 0, "nothing": 0}
    assert (room.folder / "autograded" / "week1" / "of_right" / "week1.ipynb").exists()
    assert list(tmp_path.iterdir()) == []


def test_plain_nbgrader_gives_the_same(room):
    done = room.run("autograde", "week1", "--force")
    assert done.returncode == 0, done.stderr
    assert points(room) == {"right": 5, "wrong": 0, "nothing": 0}
    graded = nbformat.read(room.folder / "autograded" / "week1" / "of_wrong" / "week1.ipynb", as_version=4)
    assert "twice is something else." in graded.cells[1].outputs[0].data["text/plain"]
