"""The labs as files: built from their source, without solutions, and with the points that are told; and they run."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from classroom import Classroom
from make_syllabus import points_of, renewed, with_points
from nbclient import NotebookClient
from nbconvert.filters import markdown2html_mistune

from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.checks.source import anchor_of
from micrograd_edu.grading.build import labs_in
from micrograd_edu.labs import checks_of

ROOT = Path(__file__).parent.parent

LABS = labs_in(ROOT)


def test_of_all_labs_the_milestone_alone_counts_no_points():
    assert set(LABS) - set(with_points()) == {"milestone_digits"}


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


def checks(nb: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The check cells, with points or without."""
    return [cell for cell in nb.cells if cell.id.startswith("check-")]


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
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            assert cell.source.splitlines()[0] not in released


def test_points_hours_and_labs_are_told_as_they_are():
    renewed(lambda path, text: pytest.fail(f"{path.name}: run python tests/make_syllabus.py, and make labs"))


@pytest.mark.parametrize("lab", LABS)
def test_a_task_is_worth_what_its_title_says(lab):
    assert {task: points.told for task, points in points_of(lab).items()} == {
        task: points.worth for task, points in points_of(lab).items()
    }


def ids_of_headings(text: str) -> set[str]:
    """The ids of the headings in a page, as nbconvert makes them, which are JupyterLab's."""
    return {html.unescape(each) for each in re.findall(r' id="([^"]*)"', markdown2html_mistune(text))}


@pytest.mark.parametrize("lab", with_points())
def test_each_task_that_a_person_reads_has_a_rubric(lab):
    rubric = (ROOT / "solutions" / lab / "rubric.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\w+)$", rubric, re.MULTILINE)
    assert headings == [task for task, points in points_of(lab).items() if points.by_person]
    assert not list((ROOT / "labs" / lab).glob("*.md"))  # it is not handed out


@pytest.mark.parametrize("lab", LABS)
def test_a_link_leads_to_a_chapter_and_a_section_of_it(lab):
    links = [link for cell in student_notebook(lab).cells for link in re.findall(r"\]\((\.\./[^)]+)\)", cell.source)]
    assert links or not (ROOT / "course" / f"{lab}.md").exists()
    for link in links:
        path, _, section = link.partition("#")
        chapter = ROOT / "labs" / lab / path
        assert chapter.exists() and (not section or section in ids_of_headings(chapter.read_text(encoding="utf-8"))), link


@pytest.mark.parametrize("lab", LABS)
def test_what_a_verdict_sends_to_is_in_the_student_s_notebook(lab):
    texts = [cell.source for cell in student_notebook(lab).cells if cell.cell_type == "markdown"]
    ids = set().union(*map(ids_of_headings, texts))
    for read in {each.read for each in misconceptions_of(lab) if each.read}:
        of, place = re.fullmatch(r"(Lab \d|Milestone), '(.+)'", read).groups()
        assert anchor_of(of, place) in ids or not lab.startswith(of.lower().replace(" ", "") + "_"), read


@pytest.mark.parametrize("lab", LABS)
def test_each_task_is_a_cell_and_its_check_right_below(lab):
    nb = student_notebook(lab)
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
    for task, points in points_of(lab).items():
        if points.by_person:
            meta = graded(nb)[task]
            assert meta["solution"] and not meta["locked"]
    for task in checks_of(lab):
        check = nb.cells[ids.index(task) + 1]
        assert check.id == f"check-{task}" and check.metadata.nbgrader.locked
        assert check.metadata.nbgrader.grade == (lab in with_points())
    assert all(cell.id == name for cell, name in zip(nb.cells, ids) if name), "a cell's id is its grade id"


def exercises(nb: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The cells that check a bonus exercise."""
    return [cell for cell in nb.cells if cell.cell_type == "code" and "with bonus(" in cell.source]


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
    for cell in checks(nb):
        assert f"PASS {cell.id.removeprefix('check-')}" in outputs(cell)
    assert all(": right." in outputs(cell) for cell in exercises(nb))


@pytest.mark.parametrize("lab", LABS)
def test_the_untouched_notebook_runs_to_its_end_and_every_check_says_what_is_missing(lab, tmp_path):
    nb = run(student_notebook(lab), tmp_path)
    for cell in checks(nb):
        # a class whose body is missing cannot even be defined
        assert "FAIL" in outputs(cell) or "is not defined yet: run the cell" in outputs(cell), outputs(cell)
        assert '"output_type": "error"' in outputs(cell)
    assert all("not written yet." in outputs(cell) for cell in exercises(nb))


@pytest.mark.parametrize("lab", with_points())
def test_a_lab_ends_with_two_or_three_exercises_for_no_points(lab):
    assert 2 <= len(exercises(student_notebook(lab))) <= 3


@pytest.mark.parametrize("room", with_points(), indirect=True)
def test_validate_names_what_fails(room):
    """nbgrader's Validate button; its exit code says nothing, so its text must."""
    solved = room.folder / "solutions" / room.lab / f"{room.lab}.ipynb"
    done = room.run("validate", str(solved))
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    done = room.run("validate", str(room.released))
    assert f"VALIDATION FAILED ON {len(points_of(room.lab))} CELL(S)" in done.stdout.upper(), done.stdout[-2000:]
    for task, points in points_of(room.lab).items():
        assert points.by_person or re.search(rf"CheckFailed: (FAIL|TOO EARLY) {task}: \w+", done.stdout), task


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("room", with_points(), indirect=True)
def test_the_reference_earns_all_points_of_the_checks_and_the_untouched_version_none(room):
    """Whoever skips a task loses that one alone: where a submission is graded, there is no right code to be put there."""
    room.submit("solved", room.solved())
    room.submit("untouched", room.release())
    first = next(iter(checks_of(room.lab)))
    skipped = room.solved()
    for cell in skipped.cells:
        if cell.id == first:
            cell.source = f'check.skip("{first}")'
    room.submit("skipped", skipped)
    done = room.autograde()
    assert done.returncode == 0, done.stderr[-3000:]
    judged = {task: points.worth for task, points in points_of(room.lab).items() if not points.by_person}
    scores = room.scores("solved")
    assert {task: scores[task] for task in judged} == judged
    assert all(scores[task] is None for task in scores if task not in judged)  # waits for a person
    assert set(room.scores("untouched").values()) == {0}
    assert {task: room.scores("skipped")[task] for task in judged} == {**judged, first: 0}


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
    assert "Twins: this engine and PyTorch" in text and "float32: gradients" in text
    assert '"output_type": "error"' not in text
    checks = [cell for cell in nb.cells if "\ncheck(" in cell.source]
    assert len(checks) == 4 and all("Not checked: PyTorch is not installed here" in outputs(cell) for cell in checks)
