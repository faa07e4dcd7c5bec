"""New notebooks and cells. nbformat's own functions validate each cell; here that is left to where a notebook is written."""

from __future__ import annotations

from typing import Any

from nbformat import from_dict, v4
from nbformat.corpus.words import generate_corpus_id as random_cell_id
from nbformat.notebooknode import NotebookNode

KINDS: dict[str, dict[str, Any]] = {"code": {"execution_count": None, "outputs": []}, "markdown": {}, "raw": {}}


def new_cell(cell_type: str, source: str, cell_id: str | None = None, metadata: Any = None) -> NotebookNode:
    about = {"cell_type": cell_type, "source": source, "id": cell_id or random_cell_id(), "metadata": metadata or {}}
    made: NotebookNode = from_dict({**about, **KINDS[cell_type]})
    return made


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    return NotebookNode(nbformat=v4.nbformat, nbformat_minor=v4.nbformat_minor, metadata=NotebookNode(), cells=cells)
