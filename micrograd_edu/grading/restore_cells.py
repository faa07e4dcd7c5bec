"""Find the graded cells of a submission again, however the notebook was edited, and put back those that are gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from micrograd_edu.grading.cells import new_cell
from micrograd_edu.grading.steps import converter_of, renamed_cells
from micrograd_edu.labs import checks_of

SCHEMA_VERSION = 3  # of nbgrader's cell metadata


class RestoreCells(NbGraderPreprocessor):
    """Make a submission's nbgrader metadata agree with the gradebook.

    Stands in for nbgrader's `DeduplicateIds` (which leaves metadata behind that aborts the whole batch) and for
    `OverwriteCells.add_missing_cells` (which fails on a notebook without metadata). A cell is recognised by its nbgrader
    metadata, else by its cell id (the build sets it to the grade id), else by the text of a locked cell. Of several, the
    last one counts. Cells that claim to be graded and are not in the gradebook become ordinary cells.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            known = _known_cells(gradebook.find_notebook(about["notebook"], about["assignment"]))
        names = renamed_cells(converter_of(self).coursedir.root, about["assignment"])
        found = self._recognise(nb, known, names)
        remarks = (_about_points(nb.cells[index], known[grade_id]) for index, grade_id in sorted(found.items()))
        resources["remarks"] = [remark for remark in remarks if remark]
        for index, cell in enumerate(nb.cells):
            cell.metadata.pop("nbgrader", None)
            if index in found:
                nb.cells[index] = _as_known(cell, known[found[index]])
        present = set(found.values())
        for grade_id, want in known.items():
            if grade_id not in present and want["metadata"]["grade"]:
                self.log.warning("Graded cell %s is missing from the submission: putting it back", grade_id)
                _put_back(nb, grade_id, want, bare="unreadable" in resources)
        _put_in_order(nb, [f"check-{task}" for task in checks_of(about["assignment"])])
        return nb, resources

    def _recognise(self, nb: NotebookNode, known: dict[str, dict[str, Any]], renamed: dict[str, str]) -> dict[int, str]:
        """Map cell index to grade id: each grade id at most once."""
        locked_text = {want["source"]: grade_id for grade_id, want in known.items() if want["metadata"]["locked"]}
        ways: tuple[Callable[[NotebookNode], str | None], ...] = (
            lambda cell: _renamed(_claimed_id(cell), renamed),
            lambda cell: _renamed(cell.get("id"), renamed),
            lambda cell: locked_text.get(cell.source),
        )
        where: dict[str, int] = {}
        for way in ways:  # the surest way first; a later one only finds what is still missing
            candidates: dict[str, int] = {}
            for index, cell in enumerate(nb.cells):
                grade_id = way(cell)
                if grade_id in known and grade_id not in where and index not in where.values():
                    if grade_id in candidates:
                        self.log.warning("Cell %s exists multiple times: the last one counts", grade_id)
                    candidates[grade_id] = index
            where.update(candidates)
        return {index: grade_id for grade_id, index in where.items()}


def _renamed(name: str | None, names: dict[str, str]) -> str | None:
    return names.get(name, name) if name is not None else None


def _claimed_id(cell: NotebookNode) -> str | None:
    metadata = cell.metadata.get("nbgrader")
    grade_id = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _about_points(cell: NotebookNode, known: dict[str, Any]) -> str:
    """A remark where a cell's metadata promises other points than it ever had: somebody has edited it.

    The points of an earlier release are in its checksum.
    """
    claimed, about = cell.metadata.get("nbgrader"), known["metadata"]
    points = claimed.get("points") if isinstance(claimed, dict) else None
    if not about["grade"] or not isinstance(points, (int, float)) or points == about["points"]:
        return ""
    for source in (cell.source, known["source"]):
        released = _new_cell(known, source)
        released.metadata.nbgrader["points"] = points
        released.metadata.nbgrader["grade_id"] = claimed.get("grade_id")
        if compute_checksum(released) == claimed.get("checksum"):
            return ""
    return f"the cell {about['grade_id']} claims {points:g} points; it has {about['points']:g}"


def _known_cells(notebook: Any) -> dict[str, dict[str, Any]]:
    """What the gradebook says of each cell: its type, its text, and the metadata it must have."""
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    known = {}
    for cell in notebook.source_cells:
        metadata = {
            "grade": cell.name in points,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
            "locked": cell.locked,
            "grade_id": cell.name,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "schema_version": SCHEMA_VERSION,
        }
        if cell.name in points or cell.name in tasks:
            metadata["points"] = points.get(cell.name, tasks.get(cell.name))
        known[cell.name] = {"cell_type": cell.cell_type, "source": cell.source, "metadata": metadata}
    return known


def _as_known(cell: NotebookNode, want: dict[str, Any]) -> NotebookNode:
    """The student's cell with trusted metadata and type; the text of a locked cell is the instructor's."""
    source = want["source"] if want["metadata"]["locked"] else cell.source
    restored = _new_cell(want, source)
    restored.metadata.update({key: value for key, value in cell.metadata.items() if key != "nbgrader"})
    if "attachments" in cell and restored.cell_type == "markdown":
        restored.attachments = cell.attachments
    restored.id = cell.id
    return restored


def _new_cell(want: dict[str, Any], source: str) -> NotebookNode:
    kind = "code" if want["cell_type"] == "code" else "markdown"
    return new_cell(kind, source, metadata={"nbgrader": dict(want["metadata"])})


def _put_back(nb: NotebookNode, grade_id: str, want: dict[str, Any], bare: bool) -> None:
    """A check goes right below its solution cell, where that still exists; everything else goes to the end.

    `bare`: there is no other cell in which the answer could stand.
    """
    solution_id = grade_id.removeprefix("check-")
    solution = next((i for i, cell in enumerate(nb.cells) if _claimed_id(cell) == solution_id != grade_id), None)
    source = want["source"]
    notice = f"The cell `{grade_id}` was missing from the submission and has been put back."
    if want["metadata"]["solution"] and not bare:
        # not the bare stub: that would count as "no response", and the answer may stand in another cell
        source = f"*{notice} Is the answer in another cell?*\n\n{source}"
        cells = [_new_cell(want, source)]
    else:
        cells = [new_cell("markdown", f"*{notice}*"), _new_cell(want, source)]
    at = len(nb.cells) if solution is None else solution + 1
    nb.cells[at:at] = cells


def _put_in_order(nb: NotebookNode, order: list[str]) -> None:
    """Move a check that stands before an earlier one to below it: what it asks could help with that one's task."""
    after = -1
    for grade_id in order:
        index = next((i for i, cell in enumerate(nb.cells) if _claimed_id(cell) == grade_id), None)
        if index is None:
            continue
        if index < after:
            check = nb.cells.pop(index)
            notice = (
                f"*The cell `{grade_id}` stood before a check that comes earlier in the lab, and has been moved below it.*"
            )
            nb.cells[after:after] = [new_cell("markdown", notice), check]
            index = after + 1
        after = index
