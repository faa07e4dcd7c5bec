"""Read a submission, whatever it contains: a file that is no notebook still becomes a gradable one, with the reason."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, TextIO, cast

import nbformat
from nbformat import from_dict
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import Autograde
from traitlets import Bool

from micrograd_edu.checks.evidence import plain, readable, whole_number
from micrograd_edu.grading.cells import KINDS, new_cell, new_notebook
from micrograd_edu.grading.guard import GuardedExporter, is_guarded
from micrograd_edu.grading.replace_links import replace_links, undated
from micrograd_edu.grading.submissions import submissions

MAX_BYTES = 20 << 20  # of a notebook; the largest lab with all its pictures has one or two
MAX_CELLS = 20_000  # the largest lab has 110
UNREADABLE = "**This file could not be read as a notebook, so nothing in it could be graded:**"
CELL_ID = re.compile("[a-zA-Z0-9-_]{1,64}")


class SubmissionExporter(GuardedExporter):
    """nbconvert's notebook exporter, tolerant of what students hand in.

    The graded cells that an unreadable file lacks are put back by `RestoreCells`, so that the student finds the reason in
    their feedback, beside every task it cost.
    """

    optimistic_validation = Bool(True)  # once, after all steps, instead of after each

    def __init__(self, **settings: Any) -> None:
        converter = settings.get("parent")
        if not isinstance(converter, Autograde):
            super().__init__(**settings)
            return
        if not is_guarded(converter):  # nbgrader's own command or formgrader's button has just looked for submissions
            converter.assignments = submissions(converter.coursedir)
        super().__init__(**settings)
        for notebooks in converter.assignments.values():  # in whose folders it looks for a time before it calls its hook
            replace_links(notebooks)

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        if not os.path.isfile(filename):  # a pipe, say: opening it would wait for ever
            reason = "it is not a file"
        elif os.path.getsize(filename) > MAX_BYTES:
            reason = f"it has {os.path.getsize(filename) >> 20} MB, and the limit is {MAX_BYTES >> 20} MB"
        else:
            text, resources = super().from_filename(filename, resources=resources, **kw)
            if why := undated(Path(filename).parent):
                resources["undated"] = why
            return text, resources
        about = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        return self._unreadable(reason, {**(resources or {}), "metadata": about}, **kw)

    def from_file(self, file_stream: TextIO, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        try:
            nb = rebuild(_read(file_stream.read()))
        except Exception as error:  # nbformat raises many kinds; whatever it is, it is about this one file
            reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            return self._unreadable(f"the reader said: `{reason}`", resources, **kw)
        return self._convert(nb, resources, **kw)

    def _unreadable(self, reason: str, resources: Any, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """A notebook that says why there is none."""
        self.log.error("Submission cannot be read as a notebook: %s", reason)
        text = f"{UNREADABLE} {reason}. Open the lab in JupyterLab, clear large outputs, save it, and hand in that file."
        nb = new_notebook([new_cell("markdown", text)])
        return self._convert(nb, {**(resources or {}), "unreadable": reason}, **kw)

    def _convert(self, nb: NotebookNode, resources: Any, **kw: Any) -> tuple[str, dict[str, Any]]:
        converted = super().from_notebook_node(nb, resources=resources, **kw)  # type: ignore[no-untyped-call]  # nbconvert's
        return cast(tuple[str, dict[str, Any]], converted)


def _read(text: str) -> dict[str, Any]:
    """A notebook of today's format as it stands, whatever is in it; an older one as nbformat translates it."""
    try:
        nb = json.loads(text, parse_int=whole_number)
    except ValueError as error:
        begin = readable(text[:80]).strip().splitlines() or ["nothing"]
        raise ValueError(f"it is no JSON ({error}); it begins with: {begin[0]}") from error
    of_today = isinstance(nb, dict) and nb.get("nbformat") == 4
    return dict(nb if of_today else nbformat.reads(text, as_version=4))


def rebuild(nb: dict[str, Any]) -> NotebookNode:
    """Copy what grading needs (type, source, id, nbgrader's metadata, attachments of each cell) into a new, valid notebook.

    Cells that are not cells are dropped. Outputs are not copied: what a student's own run printed proves nothing.

    Raises
    ------
    ValueError
        If there is no list of cells, or it is too long.
    """
    cells = nb.get("cells") if isinstance(nb, dict) else None
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells")
    if len(cells) > MAX_CELLS:
        raise ValueError(f"it has {len(cells)} cells, and the limit is {MAX_CELLS}")
    rebuilt: list[NotebookNode] = []
    seen: set[str] = set()
    for cell in cells:
        if isinstance(cell, dict) and isinstance(cell.get("cell_type"), str) and cell["cell_type"] in KINDS:
            rebuilt.append(_rebuild_cell(cell, seen))
    return new_notebook(rebuilt)


def _rebuild_cell(cell: dict[str, Any], seen: set[str]) -> NotebookNode:
    """A cell with an id that is none of those seen before."""
    wanted = cell.get("id")
    usable = isinstance(wanted, str) and CELL_ID.fullmatch(wanted) and wanted not in seen
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    text = readable("".join(line for line in lines if isinstance(line, str)))
    new = new_cell(cell["cell_type"], text, wanted if usable else None)
    metadata = cell.get("metadata")
    claim = _plain_dict(metadata.get("nbgrader") if isinstance(metadata, dict) else None, levels=3)
    if claim:
        new.metadata["nbgrader"] = claim
    if new.cell_type != "code" and (attachments := _attachments(cell.get("attachments"))):
        new.attachments = attachments
    seen.add(new.id)
    return new


def _attachments(given: Any) -> dict[str, Any]:
    """Those that are texts by MIME type, as attachments are."""
    files = {name: held for name, held in _plain_dict(given, levels=3).items() if isinstance(held, dict)}
    return {name: held for name, held in files.items() if all(isinstance(text, str) for text in held.values())}


def _plain_dict(value: Any, levels: int) -> NotebookNode:
    try:
        return from_dict(plain(value, levels)) if isinstance(value, dict) else NotebookNode()
    except ValueError:  # nested where nothing of ours is
        return NotebookNode()
