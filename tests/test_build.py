"""Building a lab again while the class works on it: what becomes of edited sources, and of grades that are there already."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from assignment import course, notebook, question, task, text, write_source
from nbgrader.api import Gradebook

from micrograd_edu.commands import main
from micrograd_edu.grading.build import build_lab, build_source, labs_in
from micrograd_edu.grading.save_tasks import GradesWouldBeLost

TEXT = """\
# %% [markdown]
# # ps2

# %% nbgrader={"grade": true, "grade_id": "why", "locked": false, "points": 2, "schema_version": 3, "solution": true}
why = 1
"""


def ps1(a: float | None = 2, b: float | None = 2, c: float | None = None):
    """A problem set of these tasks and points, and a question for 3 points."""
    points = {"a": a, "b": b, "c": c}
    tasks = [task(name, f"{name} = 1", f"assert {name} == 1", worth) for name, worth in points.items() if worth is not None]
    return notebook(text("# ps1"), *sum(tasks, []), question("why", 3))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """ps1 with one student, who has full marks for a, none for b, and 2.5 with a comment for the question."""
    folder = course(tmp_path_factory.mktemp("built"))
    write_source(folder, "ps1", ps1())
    build_lab(folder, "ps1")
    with gradebook(folder) as book:
        book.update_or_create_student("ada")
        book.update_or_create_submission("ps1", "ada")
        for cell, points in (("check-a", 2), ("check-b", 0)):
            grade = book.find_grade(cell, "ps1", "ps1", "ada")
            grade.auto_score, grade.needs_manual_grade = points, False
        grade = book.find_grade("why", "ps1", "ps1", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.find_comment("why", "ps1", "ps1", "ada").manual_comment = "nearly"
        book.db.commit()
    return folder


@pytest.fixture
def room(built, tmp_path) -> Path:
    """A copy of it for each test."""
    return Path(shutil.copytree(built, tmp_path / "course"))


def gradebook(folder: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{folder}/gradebook.db", "micrograd_edu")


def scores(folder: Path) -> dict[str, tuple[float | None, float]]:
    """Score and maximum of each of ada's graded cells; None where nothing is recorded."""
    with gradebook(folder) as book:
        grades = book.find_submission_notebook("ps1", "ps1", "ada").grades
        recorded = {g.name: g.auto_score if g.manual_score is None else g.manual_score for g in grades}
        return {g.name: (recorded[g.name], g.max_score) for g in grades}


def test_scores_follow_changed_points_and_the_build_says_so(room):
    write_source(room, "ps1", ps1(a=5, b=1))
    notes = build_lab(room, "ps1").notes
    assert scores(room) == {"check-a": (5, 5), "check-b": (0, 1), "why": (2.5, 3)}
    assert "check-a: 2 -> 5 points. Judged scores follow." in notes
    assert any("micrograd-edu grade ps1 brings 1 submission" in note for note in notes)


def test_a_score_above_a_lowered_maximum_is_pointed_out(room):
    nb = ps1()
    nb.cells[-1].metadata.nbgrader.points = 2
    write_source(room, "ps1", nb)
    (about, _) = build_lab(room, "ps1").notes
    assert "1 that were given by hand stay as they are, and are more than the new maximum for ada" in about
    assert scores(room)["why"] == (2.5, 2)


def test_a_new_task_is_added_to_every_submission(room):
    write_source(room, "ps1", ps1(c=4))
    notes = build_lab(room, "ps1").notes
    assert "check-c is new, for 4 points: 1 submission not graded for it yet." in notes
    assert scores(room) == {"check-a": (2, 2), "check-b": (0, 2), "check-c": (None, 4), "why": (2.5, 3)}


def test_a_graded_task_does_not_go_unless_somebody_says_so_and_then_its_grades_are_kept(room):
    released = (room / "labs" / "ps1" / "ps1.ipynb").read_text()
    nb = ps1(b=None)
    del nb.cells[-1]
    write_source(room, "ps1", nb)
    with pytest.raises(GradesWouldBeLost, match="micrograd-edu build ps1 --remove"):
        build_lab(room, "ps1")
    assert scores(room) == {"check-a": (2, 2), "check-b": (0, 2), "why": (2.5, 3)}
    assert (room / "labs" / "ps1" / "ps1.ipynb").read_text() == released
    build_lab(room, "ps1", removed=["b", "why"])
    assert scores(room) == {"check-a": (2, 2)}
    kept = [json.loads(path.read_text()) for path in (room / "removed_grades" / "ps1").glob("*.json")]
    assert {
        (about["cell"], row.get("manual_score"), row.get("manual_comment")) for about in kept for row in about["rows"]
    } == {
        ("check-b", None, None),
        ("why", 2.5, None),
        ("why", None, "nearly"),
    }


def test_a_renamed_task_keeps_its_grades(room):
    nb = ps1()
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            name = cell.metadata.nbgrader.grade_id
            cell.metadata.nbgrader.grade_id = {"a": "alpha", "check-a": "check-alpha", "why": "reason"}.get(name, name)
    write_source(room, "ps1", nb)
    build_lab(room, "ps1", renamed={"a": "alpha", "why": "reason"})
    assert scores(room) == {"check-alpha": (2, 2), "check-b": (0, 2), "reason": (2.5, 3)}


def test_the_command_says_it_in_a_sentence(room, capsys):
    write_source(room, "ps1", ps1(b=None))
    command = ["build", "ps1", f"--course={room}"]
    assert main(command) == 1
    assert "check-b is not in the source of ps1 any more" in capsys.readouterr().err
    assert main([*command, "--remove=b"]) == 0
    said = capsys.readouterr().out
    assert "check-b is gone, with its 2 points." in said
    assert "building" not in said, "no progress bar where nobody looks"


def text_lab(folder: Path) -> Path:
    source = course(folder) / "solutions" / "ps2" / "ps2.py"
    source.parent.mkdir(parents=True)
    source.write_text(TEXT)
    return source


def test_an_edited_generated_notebook_is_kept(tmp_path):
    generated = text_lab(tmp_path).with_suffix(".ipynb")
    assert build_source(tmp_path, "ps2") == []
    nb = nbformat.read(generated, as_version=4)
    nb.cells[1].execution_count = 1
    nbformat.write(nb, generated)
    assert build_source(tmp_path, "ps2") == [], "running it is not editing it"
    nb.cells[1].source = "why = 42  # an afternoon's work"
    nbformat.write(nb, generated)
    (note,) = build_source(tmp_path, "ps2")
    (kept,) = (tmp_path / "edited").iterdir()
    assert f"edited/{kept.name}" in note and "an afternoon's work" in kept.read_text()
    assert "afternoon" not in generated.read_text()
    assert build_source(tmp_path, "ps2") == []


def test_text_changed_and_notebook_untouched_is_no_edit(tmp_path):
    source = text_lab(tmp_path)
    build_source(tmp_path, "ps2")
    source.write_text(TEXT.replace("why = 1", "why = 2"))
    assert build_source(tmp_path, "ps2") == []
    assert "why = 2" in source.with_suffix(".ipynb").read_text()


def test_text_and_notebook_sources_alike(tmp_path):
    text_lab(tmp_path)
    nb = ps1()
    for cell in nb.cells:
        cell.id = f"x{nb.cells.index(cell)}"
    write_source(tmp_path, "ps1", nb)
    (tmp_path / "solutions" / "ps1" / "ps1.py").write_text("def helper(): ...\n")  # no notebook: it has no cells
    assert labs_in(tmp_path) == ["ps1", "ps2"]
    for lab in labs_in(tmp_path):
        (released,) = build_lab(tmp_path, lab).notebooks
        nb = nbformat.read(released, as_version=4)
        tracked = [cell for cell in nb.cells if "nbgrader" in cell.metadata]
        assert tracked and all(cell.id == cell.metadata.nbgrader.grade_id for cell in tracked)
        assert "micrograd_edu" not in nb.metadata
