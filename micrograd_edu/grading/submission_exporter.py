"""Read a submission, whatever it contains: a file that is no notebook still becomes a gradable one, with the reason."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TextIO

import nbformat
from nbformat import from_dict, v4
from nbformat.corpus.words import generate_corpus_id as random_cell_id
from nbformat.notebooknode import NotebookNode

from micrograd_edu.grading.guard import GuardedExporter

MAX_BYTES = 20 << 20  # of a notebook; the largest lab with all its pictures has one or two
# what a new cell has beside its type, source, id and metadata; v4.new_code_cell() validates each cell for ten times the time
_NEW_CELL = {"code": {"execution_count": None, "outputs": []}, "markdown": {}, "raw": {}}


class SubmissionExporter(GuardedExporter):
    """nbconvert's notebook exporter, tolerant of what students hand in.

    The graded cells that an unreadable file lacks are put back by `RestoreCells`, so that the student finds the reason in
    their feedback, beside every task it cost.
    """

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        if not os.path.isfile(filename):  # a pipe, say: opening it would wait for ever
            reason = "it is not a file"
        elif os.path.getsize(filename) > MAX_BYTES:
            reason = f"it has {os.path.getsize(filename) >> 20} MB, and the limit is {MAX_BYTES >> 20} MB"
        else:
            return super().from_filename(filename, resources=resources, **kw)
        about = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        return self._unreadable(reason, {**(resources or {}), "metadata": about}, **kw)

    def from_file(self, file_stream: TextIO, resources: Any = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        try:
            nb = rebuild(nbformat.read(file_stream, as_version=4))
        except Exception as error:  # nbformat raises many kinds; whatever it is, it is about this one file
            reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            return self._unreadable(f"the reader said: `{reason}`", resources, **kw)
        return self.from_notebook_node(nb, resources=resources, **kw)

    def _unreadable(self, reason: str, resources: Any, **kw: Any) -> tuple[str, dict[str, Any]]:
        """A notebook that says why there is none."""
        self.log.error("Submission cannot be read as a notebook: %s", reason)
        text = (
            f"**This file could not be read as a notebook, so nothing in it could be graded:** {reason}. "
            "Open the lab in JupyterLab, clear large outputs, save it, and hand in that file."
        )
        resources = self._init_resources(resources)
        resources["unreadable"] = reason
        return self.from_notebook_node(v4.new_notebook(cells=[v4.new_markdown_cell(text)]), resources=resources, **kw)


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
        new = from_dict({"cell_type": cell["cell_type"], "metadata": {}, **_NEW_CELL[cell["cell_type"]]})
        new.source = source if isinstance(source, str) else ""
        if isinstance(cell.get("metadata"), dict):
            new.metadata = cell["metadata"]
        if isinstance(cell.get("attachments"), dict) and new.cell_type != "code":
            new.attachments = cell["attachments"]
        new.id = cell["id"] if isinstance(cell.get("id"), str) and cell["id"] not in seen else random_cell_id()
        seen.add(new.id)
        rebuilt.append(new)
    metadata = nb.get("metadata") if isinstance(nb.get("metadata"), dict) else {}
    return v4.new_notebook(cells=rebuilt, metadata=metadata)
