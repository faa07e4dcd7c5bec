"""Build the labs: text source -> source notebook -> student version."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Assignment, Gradebook, GradeCell, MissingEntry, TaskCell
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from sqlalchemy import create_engine, inspect

from micrograd_edu.grading.course_app import CourseApp
from micrograd_edu.grading.gradebook import keep_statements
from micrograd_edu.grading.save_tasks import (
    BUILT,
    GradesWouldBeLost,
    refuse_to_lose,
    submissions,
    tracked_cells,
    with_checks,
)
from micrograd_edu.grading.whole_file import write_whole

GOES_ON = (
    "raises-exception"  # a tag of JupyterLab's and nbclient's: Run All goes on below a cell that raised, such as a check
)
EDITED = "edited"  # folder of the course: source notebooks that somebody edited where they are generated
Points = dict[str, dict[str, float]]  # notebook: graded cell: points


@dataclass
class Built:
    """The student version of a lab, and what a person should know about it."""

    notebooks: list[Path]
    notes: list[str] = field(default_factory=list)


def labs_in(course: Path) -> list[str]:
    """Names of all labs that have a source, text or notebook, in order."""
    folders = (path for path in (course / "solutions").glob("*") if path.is_dir())
    return sorted(folder.name for folder in folders if _text_of(folder) or any(folder.glob("*.ipynb")))


def _text_of(folder: Path) -> Path | None:
    """The text notebook of a lab, LAB/LAB.py. (An ordinary module of that name has no cells.)"""
    text = folder / f"{folder.name}.py"
    return text if text.exists() and "\n# %%" in "\n" + text.read_text(encoding="utf-8") else None


def build_source(course: Path, lab: str) -> list[str]:
    """Make sure that there is an `.ipynb` for nbgrader to read: convert the text notebook, where that is the source.

    Every cell gets a lasting id: graded cells their grade id, others a hash of their text. So a rebuild changes only what
    changed, and a graded cell can be recognised in a submission that lost its metadata.

    Returns
    -------
    list of str
        What a person should know.

    Raises
    ------
    FileNotFoundError
        If there is no such lab.
    """
    folder = course / "solutions" / lab
    if lab not in labs_in(course):
        known = ", ".join(labs_in(course)) or "none"
        raise FileNotFoundError(f"there is no lab source {folder}. Labs in {course / 'solutions'}: {known}.")
    text = _text_of(folder)
    if text is None:
        return []
    nb = jupytext.read(text)
    seen: dict[str, int] = {}
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or hashlib.sha256(cell.source.encode()).hexdigest()[:8]
        seen[name] = seen.get(name, 0) + 1
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "nbgrader"}
        if cell.cell_type == "code":
            cell.metadata["tags"] = [GOES_ON]
    nb.metadata.pop("jupytext", None)
    nb.metadata[BUILT] = {"built": _digest(nb)}
    target = text.with_suffix(".ipynb")
    notes = _keep_edited(course, text, target, nb)
    write_whole(target, nbformat.writes(nb))
    return notes


def _digest(nb: NotebookNode) -> str:
    """What an author writes in a notebook. Outputs are not: running a notebook does not edit it."""
    cells = [[cell.cell_type, cell.source, cell.metadata.get("nbgrader")] for cell in nb.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


def _keep_edited(course: Path, text: Path, target: Path, new: NotebookNode) -> list[str]:
    """Copy a generated notebook that somebody has edited to where no build overwrites it, and say so."""
    if not target.exists():
        return []
    before = target.read_text(encoding="utf-8", errors="replace")
    try:
        old = nbformat.reads(before, as_version=4)
        edited = _digest(old) not in (old.metadata.get(BUILT, {}).get("built"), _digest(new))
    except Exception:  # nbformat raises many kinds; whatever it is, it is not what we wrote
        edited = True
    if not edited:
        return []
    (course / EDITED).mkdir(exist_ok=True)
    name = f"{target.stem}-{hashlib.sha256(before.encode()).hexdigest()[:8]}.ipynb"
    write_whole(course / EDITED / name, before)
    return [
        f"{target.name} is generated from {text.name}, and had been edited: what was there is kept as {EDITED}/{name}. "
        f"To take it over: jupytext --to py:percent --output {text.relative_to(course)} {EDITED}/{name}"
    ]


def build_lab(course: Path, lab: str, removed: Iterable[str] = (), renamed: dict[str, str] | None = None) -> Built:
    """Build a lab's student version with nbgrader, and record its tasks in the gradebook.

    Parameters
    ----------
    course : Path
        The folder with `nbgrader_config.py`.
    lab : str
        Name of a folder in `solutions/`.
    removed : iterable of str
        Tasks that may leave the gradebook although somebody has a grade for them.
    renamed : dict of str
        Tasks whose grades stay under a new name: {old: new}.

    Raises
    ------
    FileNotFoundError
        If there is no such lab.
    GradesWouldBeLost
        If a task is gone for which somebody has a grade.
    RuntimeError
        If nbgrader refuses, with what it said.
    """
    notes = build_source(course, lab)
    removed, renamed = list(removed), renamed or {}
    with _assignment(course, lab) as assignment:
        if assignment is not None:
            _check_tasks(course, assignment, removed, renamed)
        before = _points(assignment)
    _generate(course, lab, removed, renamed)
    with _assignment(course, lab) as assignment:
        if assignment is not None and assignment.submissions:
            notes += _what_it_means(assignment, before, renamed)
    return Built(sorted((course / "labs" / lab).glob("*.ipynb")), notes)


def _generate(course: Path, lab: str, removed: list[str], renamed: dict[str, str]) -> None:
    """`nbgrader generate_assignment`, in this process."""
    os.environ["PATH"] = environment()["PATH"]
    app = CourseApp.opened(course)
    app.coursedir.assignment_id = lab
    app.config.SaveTasks.removed, app.config.SaveTasks.renamed = removed, renamed
    try:
        GenerateAssignment(coursedir=app.coursedir, parent=app, force=True).start()
    except NbGraderException as error:
        raise RuntimeError(f"nbgrader could not build {lab}:\n{app.errors.last() or error}") from error


def _check_tasks(course: Path, assignment: Assignment, removed: list[str], renamed: dict[str, str]) -> None:
    """Before nbgrader does anything, and takes the released lab away when it fails."""
    folder = course / "solutions" / assignment.name
    for notebook in assignment.notebooks:
        source = folder / f"{notebook.name}.ipynb"
        if not source.exists():
            if notebook.submissions:
                raise GradesWouldBeLost(
                    f"{source} is gone, and the gradebook has {submissions(len(notebook.submissions))} of it, so nothing "
                    f"was changed. Give it back its name, or make a new assignment of it in a folder of its own."
                )
            continue
        names = set(tracked_cells(nbformat.read(source, as_version=4)))
        refuse_to_lose(notebook, names | set(with_checks(renamed)), removed)


def _points(assignment: Assignment | None) -> Points:
    notebooks = assignment.notebooks if assignment is not None else []
    return {
        notebook.name: {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
        for notebook in notebooks
    }


def _what_it_means(assignment: Assignment, before: Points, renamed: dict[str, str]) -> list[str]:
    """A sentence for each graded cell that changed: what that does to submissions which are graded already."""
    notes, names = [], with_checks(renamed)
    graded = submissions(len(assignment.submissions))
    for notebook in assignment.notebooks:
        old = {names.get(name, name): points for name, points in before.get(notebook.name, {}).items()}
        for cell in [*notebook.grade_cells, *notebook.task_cells]:
            if cell.name not in old:
                notes.append(f"{cell.name} is new, for {cell.max_score:g} points: {graded} not graded for it yet.")
            elif old[cell.name] != cell.max_score:
                notes.append(_about_points(cell, old[cell.name]))
        now = {cell.name for cell in [*notebook.grade_cells, *notebook.task_cells]}
        notes += [f"{name} is gone, with its {points:g} points." for name, points in old.items() if name not in now]
    if notes:
        notes.append(f"micrograd-edu grade {assignment.name} brings {graded} and their feedback up to date.")
    return notes


def _about_points(cell: GradeCell | TaskCell, old: float) -> str:
    by_hand = [grade for grade in cell.grades if grade.manual_score is not None]
    text = f"{cell.name}: {old:g} -> {cell.max_score:g} points. Judged scores follow"
    if by_hand:
        text += f"; {len(by_hand)} that were given by hand stay as they are"
    if above := sorted(grade.student.id for grade in by_hand if grade.manual_score > cell.max_score):
        text += f", and are more than the new maximum for {', '.join(above)}: please look at those in formgrader"
    return text + "."


@contextlib.contextmanager
def _assignment(course: Path, lab: str) -> Iterator[Assignment | None]:
    """What the gradebook says of a lab; None where there is no gradebook yet, or no such lab in it."""
    coursedir = CourseApp.opened(course).coursedir
    url, course_id = keep_statements(coursedir.db_url, coursedir.root), coursedir.course_id
    engine = create_engine(url)
    exists = inspect(engine).has_table("assignment")
    engine.dispose()
    if not exists:
        yield None
        return
    with Gradebook(url, course_id) as gradebook:
        try:
            assignment = gradebook.find_assignment(lab)
        except MissingEntry:
            assignment = None
        yield assignment


def environment() -> dict[str, str]:
    """The environment for nbgrader's commands: creating its database runs `alembic`, which must be on PATH."""
    return {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
