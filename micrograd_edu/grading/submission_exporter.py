"""Read a submission, whatever it contains: a file that is no notebook still becomes a gradable one, with the reason."""

from __future__ import annotations

from typing import Any, TextIO

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import v4
from nbformat.notebooknode import NotebookNode

_NEW_CELL = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}


class SubmissionExporter(NotebookExporter):
    """nbconvert's notebook exporter, tolerant of what students hand in.

    The graded cells that an unreadable file lacks are put back by `RestoreCells`, so that the student finds the reason in
    their feedback, beside every task it cost.
    """

    def from_file(self, file_stream: TextIO, resources: Any = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        try:
            nb = rebuild(nbformat.read(file_stream, as_version=4))
        except Exception as error:  # nbformat raises many kinds; whatever it is, it is about this one file
            self.log.error("Submission cannot be read as a notebook: %s", error)
            reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            nb = v4.new_notebook(
                cells=[
                    v4.new_markdown_cell(
                        "**This file could not be read as a notebook, so nothing in it could be graded.** "
                        f"The reader said: `{reason}`. Open the lab in JupyterLab, save it, and hand in that file."
                    )
                ]
            )
        return self.from_notebook_node(nb, resources=resources, **kw)


def rebuild(nb: NotebookNode) -> NotebookNode:
    """Copy what grading needs (type, source, id, metadata, attachments of each cell) into a new, valid notebook.

    Cells that are not cells are dropped. Outputs are not copied: what a student's own run printed proves nothing.

    Raises
    ------
    ValueError
        If there is no list of cells.
    """
    cells = nb.get("cells") if isinstance(nb, dict) else None
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells")
    rebuilt, seen = [], set()
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") not in _NEW_CELL:
            continue
        source = cell.get("source", "")
        source = "".join(map(str, source)) if isinstance(source, list) else source
        new = _NEW_CELL[cell["cell_type"]](source=source if isinstance(source, str) else "")
        if isinstance(cell.get("metadata"), dict):
            new.metadata = cell["metadata"]
        if isinstance(cell.get("attachments"), dict) and new.cell_type != "code":
            new.attachments = cell["attachments"]
        if isinstance(cell.get("id"), str) and cell["id"] not in seen:
            new.id = cell["id"]
        seen.add(new.id)
        rebuilt.append(new)
    metadata = nb.get("metadata") if isinstance(nb.get("metadata"), dict) else {}
    return v4.new_notebook(cells=rebuilt, metadata=metadata)
