"""The labs as files: built from their source, without solutions, with the ids and points of the syllabus; and they run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jupytext
import nbformat
import pytest
from classroom import Classroom
from nbclient import NotebookClient

from micrograd_edu.grading.build import labs_in

ROOT = Path(__file__).parent.parent

# The syllabus: points of each task. Instructors' gradebooks and the kill table refer to these ids.
SYLLABUS = {
    "lab0_read_the_engine": {"first_graph": 2, "predict": 2, "trace_by_hand": 3, "roles": 2, "why_graph": 1},
    "lab1_operators": {
        "add": 1,
        "mul": 2,
        "pow": 2,
        "relu": 1,
        "exp_log_tanh": 3,
        "derived": 2,
        "backward": 4,
        "gradcheck": 3,
        "bug_hunt": 2,
        "u_curve": 2,
    },
    "lab2_visualization": {"trace": 3, "order": 4, "draw": 3, "steps": 3, "narrate": 3},
    "lab3_moons": {"neuron_layer": 3, "mlp": 2, "loss": 3, "sgd": 3, "train": 3, "tickets": 3, "diagnose": 3},
    "lab4_pytorch": {"to_torch": 3, "compare_gradients": 4, "train_both": 3, "dtype_speed": 2, "discuss": 4},
    "lab5_extension": {"new_operator": 3, "unbroadcast": 2, "tensor_ops": 4, "tensor_train": 3, "design_note": 4},
}
READ_BY_A_PERSON = {"roles", "why_graph", "u_curve", "narrate", "diagnose", "discuss", "design_note"}
LABS = labs_in(ROOT)


@pytest.fixture(scope="module", params=LABS)
def room(request, tmp_path_factory) -> Classroom:
    return Classroom(tmp_path_factory.mktemp("course"), request.param)


def student_notebook(lab: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)


def graded(nb: nbformat.NotebookNode) -> dict[str, dict]:
    return {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader
        for cell in nb.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def test_the_committed_student_version_is_what_the_source_builds(room):
    committed = (ROOT / "labs" / room.lab / f"{room.lab}.ipynb").read_text(encoding="utf-8")
    assert room.released.read_text(encoding="utf-8") == committed, "run `make labs` and commit the result"


def test_only_notebooks_are_released(room):
    assert [path.name for path in room.released.parent.iterdir()] == [f"{room.lab}.ipynb"]


@pytest.mark.parametrize("lab", LABS)
def test_no_solution_leaks(lab):
    source = jupytext.read(ROOT / "solutions" / lab / f"{lab}.py")
    released = (ROOT / "labs" / lab / f"{lab}.ipynb").read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in released and "HIDDEN TESTS" not in released
    student = {cell.id: cell.source for cell in student_notebook(lab).cells}
    for cell in source.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            inside, given, solution = False, set(), []
            for line in cell.source.splitlines():
                if "SOLUTION" in line:
                    inside = "BEGIN" in line
                elif inside:
                    solution.append(line)
                else:
                    given.add(line)
            for line in solution:
                if len(line.strip()) > 12 and line not in given:
                    assert line not in student[cell.metadata.nbgrader.grade_id].splitlines(), line
    for cell in source.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in READ_BY_A_PERSON:
            assert cell.source.splitlines()[0] not in released


def test_the_syllabus_has_100_points_and_19_are_read_by_a_person():
    assert sum(sum(tasks.values()) for tasks in SYLLABUS.values()) == 100
    assert sum(points for tasks in SYLLABUS.values() for task, points in tasks.items() if task in READ_BY_A_PERSON) == 19


@pytest.mark.parametrize("lab", LABS)
def test_ids_and_points_are_those_of_the_syllabus(lab):
    points = {grade_id.removeprefix("check-"): meta["points"] for grade_id, meta in graded(student_notebook(lab)).items()}
    assert points == SYLLABUS[lab]


@pytest.mark.parametrize("lab", LABS)
def test_each_task_is_a_cell_and_its_check_right_below(lab):
    nb = student_notebook(lab)
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
    for task in SYLLABUS[lab]:
        if task in READ_BY_A_PERSON:
            meta = graded(nb)[task]
            assert meta["solution"] and not meta["locked"]
        else:
            assert ids[ids.index(task) + 1] == f"check-{task}"
            assert graded(nb)[f"check-{task}"]["locked"]
    assert all(cell.id == name for cell, name in zip(nb.cells, ids) if name), "a cell's id is its grade id"


def run(nb: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Restart and run all, as a student does; errors stay in their cells."""
    NotebookClient(nb, timeout=30, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    return nb


def outputs(cell: nbformat.NotebookNode) -> str:
    return json.dumps(cell.get("outputs", []))


def test_the_solved_notebook_runs_without_an_error_and_every_check_passes(room, tmp_path):
    nb = run(nbformat.read(room.folder / "solutions" / room.lab / f"{room.lab}.ipynb", as_version=4), tmp_path)
    for cell in nb.cells:
        assert '"output_type": "error"' not in outputs(cell), cell.source
        assert '"name": "stderr"' not in outputs(cell), cell.source
    for grade_id in graded(nb):
        if grade_id.startswith("check-"):
            cell = next(cell for cell in nb.cells if cell.id == grade_id)
            assert f"PASS {grade_id.removeprefix('check-')}" in outputs(cell)


@pytest.mark.parametrize("lab", LABS)
def test_the_untouched_notebook_runs_to_its_end_and_every_check_says_what_is_missing(lab, tmp_path):
    nb = run(student_notebook(lab), tmp_path)
    for grade_id in graded(nb):
        if grade_id.startswith("check-"):
            cell = next(cell for cell in nb.cells if cell.id == grade_id)
            # a class whose body is missing cannot even be defined
            assert "FAIL" in outputs(cell) or "is not defined" in outputs(cell), outputs(cell)
            assert '"output_type": "error"' in outputs(cell)


def test_validate_names_what_fails(room):
    """nbgrader's Validate button; its exit code says nothing, so its text must."""
    solved = room.folder / "solutions" / room.lab / f"{room.lab}.ipynb"
    done = room.run("validate", str(solved))
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    done = room.run("validate", str(room.released))
    assert f"VALIDATION FAILED ON {len(SYLLABUS[room.lab])} CELL(S)" in done.stdout.upper(), done.stdout[-2000:]


@pytest.mark.needs("sandbox")
def test_the_reference_earns_all_points_of_the_checks_and_the_untouched_version_none(room):
    room.submit("solved", room.solved())
    room.submit("untouched", room.release())
    done = room.autograde()
    assert done.returncode == 0, done.stderr[-3000:]
    judged = {task: points for task, points in SYLLABUS[room.lab].items() if task not in READ_BY_A_PERSON}
    scores = room.scores("solved")
    assert {task: scores[task] for task in judged} == judged
    assert all(scores[task] is None for task in scores if task not in judged)  # waits for a person
    assert set(room.scores("untouched").values()) == {0}


def test_without_torch_lab_4_says_so_and_goes_on_with_recorded_numbers(tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "torch.py").write_text("raise ImportError('hidden by a test')\n")
    nb = jupytext.read(ROOT / "solutions" / "lab4_pytorch" / "lab4_pytorch.py")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "hidden")}
    NotebookClient(nb, timeout=30, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}).execute(
        env=environment
    )
    text = "\n".join(outputs(cell) for cell in nb.cells)
    assert "PyTorch is not installed. You will see recorded numbers" in text
    assert "below 1e-10" in text and "step  0" in text and "our engine" in text
    for cell in nb.cells:
        if '"output_type": "error"' in outputs(cell):
            assert cell.source.startswith("check("), cell.source
            assert "PyTorch is not installed here" in outputs(cell)
