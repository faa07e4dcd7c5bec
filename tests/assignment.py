"""Small nbgrader assignments, made in the test that needs them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parent.parent
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def code(source: str, grade_id: str | None = None, **about: Any) -> NotebookNode:
    return _tracked(new_code_cell(source), grade_id, about)


def text(source: str, grade_id: str | None = None, **about: Any) -> NotebookNode:
    return _tracked(new_markdown_cell(source), grade_id, about)


def _tracked(cell: NotebookNode, grade_id: str | None, about: dict[str, Any]) -> NotebookNode:
    if grade_id is not None:
        plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        cell.metadata["nbgrader"] = {**plain, "grade_id": grade_id, "cell_type": cell.cell_type, **about}
    return cell


def task(name: str, solution: str, check: str, points: float) -> list[NotebookNode]:
    """A solution cell and its check."""
    answer = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return [code(answer, name, solution=True), code(check, f"check-{name}", grade=True, locked=True, points=points)]


def question(name: str, points: float, stub: str = "YOUR ANSWER HERE") -> NotebookNode:
    """A written answer."""
    return text(stub, name, grade=True, solution=True, points=points)


def notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells), metadata=KERNEL)


def course(folder: Path) -> Path:
    """An empty course."""
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


def write_source(folder: Path, lab: str, nb: NotebookNode) -> Path:
    source = folder / "solutions" / lab / f"{lab}.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, source)
    return source
