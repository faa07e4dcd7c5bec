"""Record a lab's tasks in the gradebook, also when it has been handed in already: what stands in for nbgrader's `SaveCells`.

nbgrader refuses to add or remove a graded cell once there is a submission, and when points change, what was graded before
keeps the old ones. Here every submission follows its lab, and no grade is lost on the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Comment, Grade, MissingEntry, Notebook
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from traitlets import Dict, List, Unicode

from micrograd_edu.grading.steps import converter_of, remember_renamed_cells
from micrograd_edu.grading.whole_file import write_whole

BUILT = "micrograd_edu"  # notebook metadata in which the build remembers what it wrote (see `build`)
REMOVED = "removed_grades"  # folder of the course: what stood in the gradebook for tasks that are gone


class GradesWouldBeLost(Exception):
    """The lab's source lacks a cell that somebody has a grade or a comment for. The message says what to do."""


class SaveTasks(SaveCells):
    """nbgrader's, for labs that change while the class is working on them.

    A new graded cell is added to every submission, and waits there until they are graded again. A cell that is gone leaves
    the gradebook if nobody has a grade for it, or if it is named in `removed`. Judged scores follow changed points at once.
    """

    removed = List(Unicode(), help="Tasks that may go; what they earned is kept in `removed_grades/`.").tag(config=True)
    renamed = Dict(
        key_trait=Unicode(), value_trait=Unicode(), help="Tasks with a new name: {old: new}. Their grades stay."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb.metadata.pop(BUILT, None)
        for grade_id, cell in tracked_cells(nb).items():
            cell.id = grade_id  # so that it can be recognised in a submission that lost its metadata
        saved: tuple[NotebookNode, dict[str, Any]] = super().preprocess(nb, resources)
        return saved

    def _create_notebook(self, nb: NotebookNode) -> None:
        notebook = None
        with suppress(MissingEntry):
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        if notebook is not None and notebook.submissions:
            self._rename_cells(notebook)
            self._remove_cells(notebook)
            self._change_points(notebook)
            self._add_cells()
        super()._create_notebook(nb)
        if notebook is not None and notebook.submissions:
            self._extend_submissions(notebook)

    def _rename_cells(self, notebook: Notebook) -> None:
        names = with_checks(self.renamed)
        for cell in [*notebook._base_cells, *notebook.source_cells]:
            cell.name = names.get(cell.name, cell.name)
        if names:
            remember_renamed_cells(converter_of(self).coursedir.root, self.assignment_id, names)
        self.gradebook.db.commit()

    def _remove_cells(self, notebook: Notebook) -> None:
        """Take out what the source no longer has, each row with its kind: a read answer may have become a judged one."""
        refuse_to_lose(notebook, set(self.new_source_cells), self.removed)
        for cells, wanted in (
            (notebook.grade_cells, self.new_grade_cells),
            (notebook.task_cells, self.new_task_cells),
            (notebook.solution_cells, self.new_solution_cells),
            (notebook.source_cells, self.new_source_cells),
        ):
            for cell in cells:
                if cell.name not in wanted:
                    self._remove_cell(notebook, cell)
        self.gradebook.db.commit()

    def _remove_cell(self, notebook: Notebook, cell: Any) -> None:
        rows = [*(getattr(cell, "grades", None) or ()), *(getattr(cell, "comments", None) or ())]
        if _by_somebody(rows):
            self._keep(notebook, cell, rows)
        for row in rows:
            self.gradebook.db.delete(row)
        self.gradebook.db.delete(cell)

    def _keep(self, notebook: Notebook, cell: Any, rows: list[Any]) -> None:
        folder = Path(converter_of(self).coursedir.root, REMOVED, self.assignment_id)
        folder.mkdir(parents=True, exist_ok=True)
        kept = {
            "assignment": self.assignment_id,
            "notebook": notebook.name,
            "cell": cell.name,
            "max_score": getattr(cell, "max_score", None),
            "rows": [row.to_dict() for row in rows],
        }
        number = sum(1 for _ in folder.glob("*.json")) + 1
        write_whole(folder / f"{number:03}.json", json.dumps(kept, indent=1))

    def _change_points(self, notebook: Notebook) -> None:
        """In one transaction with the new maximum: full marks stay full marks, anything else is no more than the maximum."""
        for cell in notebook.grade_cells:
            old, new = cell.max_score, self.new_grade_cells.get(cell.name, {}).get("max_score", cell.max_score)
            cell.max_score = new
            for grade in cell.grades:
                if grade.auto_score is not None and old != new:
                    grade.auto_score = new if grade.auto_score >= old else min(grade.auto_score, new)
        self.gradebook.db.commit()

    def _add_cells(self) -> None:
        """So that `SaveCells` finds nothing to add."""
        about = self.notebook_id, self.assignment_id
        for name, cell in self.new_grade_cells.items():
            self.gradebook.update_or_create_grade_cell(name, *about, **cell)
        for name, cell in self.new_solution_cells.items():
            self.gradebook.update_or_create_solution_cell(name, *about, **cell)
        for name, cell in self.new_task_cells.items():
            self.gradebook.update_or_create_task_cell(name, *about, **cell)
        for name, cell in self.new_source_cells.items():
            self.gradebook.update_or_create_source_cell(name, *about, **cell)

    def _extend_submissions(self, notebook: Notebook) -> None:
        """Give every submission a row for each new cell, as `Gradebook.add_submission` does for a new submission."""
        graded = [*notebook.grade_cells, *notebook.task_cells]
        commented = [*notebook.solution_cells, *notebook.task_cells]
        for submitted in notebook.submissions:
            have = {grade.cell_id for grade in submitted.grades}
            self.gradebook.db.add_all(Grade(cell_id=cell.id, notebook=submitted) for cell in graded if cell.id not in have)
            have = {comment.cell_id for comment in submitted.comments}
            self.gradebook.db.add_all(
                Comment(cell_id=cell.id, notebook=submitted) for cell in commented if cell.id not in have
            )
        self.gradebook.db.commit()


def tracked_cells(nb: NotebookNode) -> dict[str, NotebookNode]:
    """The cells of a source notebook that nbgrader keeps in the gradebook, by grade id."""
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in nb.cells
        if is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell)
    }


def refuse_to_lose(notebook: Notebook, names: set[str], removed: Iterable[str]) -> None:
    """Raise if the gradebook has somebody's grade or comment for a cell that is neither among `names` nor `removed`.

    Raises
    ------
    GradesWouldBeLost
    """
    agreed = set(with_checks({name: name for name in removed}))
    for cell in notebook._base_cells:
        rows = [*(getattr(cell, "grades", None) or ()), *(getattr(cell, "comments", None) or ())]
        if cell.name not in names | agreed and (somebody := _by_somebody(rows)):
            lab, task = notebook.assignment.name, cell.name.removeprefix("check-")
            raise GradesWouldBeLost(
                f"the cell {cell.name} is not in the source of {lab} any more, and the gradebook has grades or comments "
                f"for it in {submissions(len(somebody))}, so nothing was changed. "
                f"If it has a new name: micrograd-edu build {lab} --rename {task}=NEW_NAME. "
                f"If it shall go: micrograd-edu build {lab} --remove {task}; what it earned is then kept in {REMOVED}/."
            )


def submissions(number: int) -> str:
    return "1 submission" if number == 1 else f"{number} submissions"


def with_checks(names: dict[str, str]) -> dict[str, str]:
    """A task is a cell and its check: `mul` and `check-mul`."""
    return {**names, **{f"check-{old}": f"check-{new}" for old, new in names.items()}}


def _by_somebody(rows: list[Any]) -> list[str]:
    """The students for whom a row of the gradebook says something."""
    said = ("auto_score", "manual_score", "extra_credit", "manual_comment")
    return sorted({row.student.id for row in rows if any(getattr(row, name, None) is not None for name in said)})
