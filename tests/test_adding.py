"""What is added to the course is added in one place: a misconception, points, a task, a lab, each in a copy of the house.

Every test says which files a person touched. Then the house's own tests have to hold for the copy, a notebook's check has to
know what is new, and a class has to be graded by it. CONTRIBUTING.md shows each.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
import pytest
from classroom import ROOT, Classroom, find
from nbclient import NotebookClient

from micrograd_edu.grading.build import environment

LAB, NEW_LAB = "lab0_read_the_engine", "lab6_averages"
ROOM, NEW_ROOM = f"micrograd_edu/labs/{LAB}", f"micrograd_edu/labs/{NEW_LAB}"
SOURCE = f"solutions/{LAB}/{LAB}.py"
NEW_SOURCE = f"solutions/{NEW_LAB}/{NEW_LAB}.py"

MISCONCEPTION = """\
# The nudge is divided by the gradient.
# ask: A gradient of 5 says: five times as far. Is your effect larger than the nudge, or smaller?
# read: Lab 0, 'What grad means'
# loses: first_graph

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return nudge / leaf.grad if leaf.grad else 0.0
"""

CELLS = """
# %% [markdown]
# ## Task 6: average (2 points, 5 minutes)
#
# Write `average(a, b)`, the number in the middle between two numbers.

# %% nbgrader={"grade": false, "grade_id": "average", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average(a, b):
    ### BEGIN SOLUTION
    return (a + b) / 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-average", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("average", average)
"""  # noqa: E501

TASK = """
def _draw_average(rng: random.Random) -> list[Question]:
    pairs = [(2.0, 10.0), (-4.0, 6.0), (3, 8), *((rng.uniform(1, 9), rng.uniform(1, 9)) for _ in range(3))]
    return [question(f"average({a:g}, {b:g})", inputs=[a, b]) for a, b in pairs]


def _expect_average(asked: Question) -> list[Expected]:
    a, b = asked["inputs"]
    return [Expected("average", statistics.fmean(asked["inputs"]), {"the first number": a, "the second number": b})]


TASKS["average"] = Task(
    LAB,
    "average",
    _draw_average,
    "It is the middle, of whole numbers and others.",
    expect=_expect_average,
)
"""

PROBE = """

def average(question: Question, average: Callable[..., Any]) -> Answer:
    return {"average": number(average(*question["inputs"]))}
"""

HELP = """
## average
Two people share what is in their pockets, 3 and 7 coins, so that both have the same. They put all of it on the table,
which makes 10 coins, and deal it out again: 5 for each. Two things happened, and in this order: first everything was
put together, then that was divided. Whoever divides a pocket before the coins are on the table has shared that pocket
alone, and the other one stays as full as it was. Check it on numbers that you can count: with 4 and 4, each must end
up with 4. What does your own code say for two equal numbers? And what for 0 and 8?
"""

BELIEF = """\
# Only the second number is divided by 2.
# ask: Take a = 2 and b = 10: how far does the / 2 reach?
# read: {place}
# loses: average

# %% average
def average(a, b):
    return a + b / 2
"""

WHOLE_LAB = {
    f"{NEW_ROOM}/__init__.py": f'''"""Lab 6 Averages. The notebook imports from here."""

from micrograd_edu.labs.{NEW_LAB}.tasks import check

__all__ = ["check"]
''',
    f"{NEW_ROOM}/manifest.py": f'''"""What lab 6 is called, and what a submission of it may see."""

from micrograd_edu.labs import Manifest

MANIFEST = Manifest(lab="{NEW_LAB}", title="6 Averages", hours=0.5)
''',
    f"{NEW_ROOM}/tasks.py": f'''"""The task of lab 6."""

import random
import statistics

from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.rows import Expected, Question
from micrograd_edu.checks.task import Task, question

LAB = "{NEW_LAB}"
TASKS: dict[str, Task] = {{}}

{TASK}

check = Check(TASKS)
''',
    f"{NEW_ROOM}/probes.py": f'''"""The probe of lab 6."""

from collections.abc import Callable
from typing import Any

from micrograd_edu.checks.probes import Answer, Question, number
{PROBE}''',
    f"{NEW_ROOM}/help.md": HELP,
    f"{NEW_ROOM}/misconceptions/half_of_one.py": BELIEF.format(place="Lab 6, 'Task 1: average'"),
    NEW_SOURCE: f"""# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab 6: averages
#
# **Time** about 0.5 hours. **Points** 2.

# %%
from micrograd_edu.labs.{NEW_LAB} import check
{CELLS.replace("Task 6", "Task 1")}""",
}


@dataclass
class House:
    """A copy of the repository, and what was touched in it by hand."""

    folder: Path
    touched: dict[str, dict[str, int]]

    def add(self, what: str, texts: dict[str, str]) -> None:
        """Write files, and remember for each how many of its lines are new."""
        found = self.touched[what] = {}
        for name, text in texts.items():
            path = self.folder / name
            before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            found[name] = len([line for line in text.splitlines() if line not in before])

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def python(self, *arguments: str) -> str:
        """Run Python where the copy is the package; return what it says."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.folder, env=self.environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def environment(self) -> dict[str, str]:
        return {**environment(), "PYTHONPATH": str(self.folder)}


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    """All four additions, one after the other; then what is generated is generated."""
    folder = tmp_path_factory.mktemp("house") / "repository"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "hostile", "reader")
    shutil.copytree(ROOT, folder, ignore=ignored)
    house = House(folder, {})
    house.add("a misconception", {f"{ROOM}/misconceptions/divides_by_grad.py": MISCONCEPTION})
    source = house.read(SOURCE).replace("## Task 2: predict (2 points", "## Task 2: predict (1 point")
    cell = '"grade_id": "check-predict", "locked": true, "points": '
    house.add("points", {SOURCE: source.replace(f"{cell}2", f"{cell}1")})
    tasks = house.read(f"{ROOM}/tasks.py").replace("import random\n", "import random\nimport statistics\n", 1)
    task = {
        SOURCE: house.read(SOURCE) + CELLS,
        f"{ROOM}/tasks.py": tasks + "\n" + TASK,
        f"{ROOM}/probes.py": house.read(f"{ROOM}/probes.py") + PROBE,
        f"{ROOM}/help.md": house.read(f"{ROOM}/help.md") + HELP,
        f"{ROOM}/misconceptions/half_of_one.py": BELIEF.format(place="Lab 0, 'Task 6: average'"),
    }
    house.add("a task", task)
    house.add("a lab", WHOLE_LAB)
    house.python("tests/make_syllabus.py")
    house.python("tests/make_kill_table.py")
    house.python("-m", "micrograd_edu", "build", LAB, NEW_LAB)
    return house


def test_a_misconception_is_one_file(house):
    assert set(house.touched["a misconception"]) == {f"{ROOM}/misconceptions/divides_by_grad.py"}


def test_points_are_two_places(house):
    assert house.touched["points"] == {SOURCE: 2}


def test_a_task_is_its_cells_its_function_and_its_files(house):
    files = {f"{ROOM}/{name}" for name in ("tasks.py", "probes.py", "help.md", "misconceptions/half_of_one.py")}
    assert set(house.touched["a task"]) == {SOURCE} | files


def test_a_lab_is_two_folders(house):
    folders = {str(Path(name.removeprefix("micrograd_edu/")).parts[1]) for name in house.touched["a lab"]}
    assert folders == {NEW_LAB}
    assert {Path(name).parts[0] for name in house.touched["a lab"]} == {"solutions", "micrograd_edu"}


def test_the_tests_of_the_house_hold_for_what_was_added(house):
    labs = "told_as_they_are or what_its_title or chapter or leaks or cell_and_its_check"
    table = "every_task_has or place_exists or the_page or the_readme or half_of_one or divides_by_grad"
    table += f" or (reference and ({LAB} or {NEW_LAB}))"
    said = house.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_labs.py", "-k", labs)
    said += house.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_kill_table.py", "-k", table)
    assert re.search(r"\d+ passed", said)
    assert "[6 Averages](../labs/lab6_averages/lab6_averages.ipynb) | 2 | 2 | 0 | 0.5 |" in house.read("course/syllabus.md")
    assert "Seven labs, 103 points" in house.read("README.md")


def solved(house: House, lab: str, **cells: str) -> nbformat.NotebookNode:
    """The student's notebook with the solutions of the source, but for some cells."""
    nb = nbformat.read(house.folder / "labs" / lab / f"{lab}.ipynb", as_version=4)
    for cell in jupytext.read(house.folder / "solutions" / lab / f"{lab}.py").cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            find(nb, about["grade_id"]).source = cells.get(about["grade_id"], cell.source)
    return nb


HALF = "def average(a, b):\n    return a + b / 2"
WRONG = {
    LAB: {"first_graph": MISCONCEPTION.partition("# %% first_graph\n")[2], "average": HALF},
    NEW_LAB: {"average": HALF},
}
READS = {
    LAB: {"first_graph": "The nudge is divided by the gradient.", "average": "Only the second number is divided by 2."},
    NEW_LAB: {"average": "Only the second number is divided by 2."},
}
TASKS = {LAB: {"first_graph": 2, "predict": 1, "trace_by_hand": 3, "average": 2}, NEW_LAB: {"average": 2}}


@pytest.mark.parametrize("lab", [LAB, NEW_LAB])
def test_a_check_in_a_notebook_knows_what_is_new(house, lab):
    nb = solved(house, lab, **WRONG[lab])
    client = NotebookClient(nb, timeout=60, allow_errors=True, resources={"metadata": {"path": str(house.folder)}})
    client.execute(env={**os.environ, "PYTHONPATH": str(house.folder)})
    for task in TASKS[lab]:
        said = str(find(nb, f"check-{task}").outputs)
        assert f"PASS {task}" in said or (f"FAIL {task}" in said and READS[lab][task] in said), said


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("lab", [LAB, NEW_LAB])
def test_a_class_is_graded_by_what_is_new(house, lab):
    room = Classroom.__new__(Classroom)
    room.folder, room.lab = house.folder, lab
    room.submit("right", solved(house, lab))
    room.submit("wrong", solved(house, lab, **WRONG[lab]))
    house.python("-m", "micrograd_edu", "grade", lab, "--workers=1")
    judged = {task: room.scores("right")[task] for task in TASKS[lab]}
    assert judged == TASKS[lab]
    assert {task: room.scores("wrong")[task] for task in TASKS[lab]} == {**judged, **dict.fromkeys(WRONG[lab], 0)}
    for task, words in READS[lab].items():
        assert words in room.autograded_text("wrong", f"check-{task}")
