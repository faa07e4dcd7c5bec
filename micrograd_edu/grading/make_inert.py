"""Make what a student wrote and displayed inert, when it is graded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from nbformat import from_dict, v4
from nbformat.corpus.words import generate_corpus_id as random_cell_id
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from micrograd_edu.grading.cells import new_cell
from micrograd_edu.grading.inert import (
    WRAPPED,
    inert_formula,
    inert_html,
    inert_markdown,
    inert_picture,
    on_one_line,
    plain,
    visible,
    without_colours,
)
from micrograd_edu.grading.kept_evidence import NOTICES, STAMP

# characters of all Markdown of a notebook, and of all that it displays; what comes after is shown as it was written
LONGEST_TEXT = 100_000
MOST_TAGS = 50_000  # in all that a notebook displays, likewise
CELL_ID = re.compile("[a-zA-Z0-9_-]{1,64}")
PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}  # what the sandbox runs
NOTICE = "Left out here, because whoever reads this must be able to trust the page: "


class MakeInert(NbGraderPreprocessor):
    """The last step of autograding: text cells become HTML that a sanitizer has passed, metadata is nbgrader's alone.

    What cells displayed has been made inert when they ran (`InertOutputs`). Formgrader's page, the feedback and the
    autograded notebook show what is left, and a word about what is not.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        room = LONGEST_TEXT
        for index, cell in enumerate(nb.cells):
            cell.metadata = NotebookNode({key: value for key, value in cell.metadata.items() if key == "nbgrader"})
            if not CELL_ID.fullmatch(str(cell.get("id", ""))):
                cell.id = random_cell_id()
            if cell.cell_type == "code":
                cell.source = visible(cell.source)
            else:
                room -= len(cell.source)
                nb.cells[index] = _inert_text(cell, too_long=room < 0)
        about = {STAMP: nb.metadata[STAMP]} if "run" in resources and STAMP in nb.metadata else {}
        if notices := resources.get("run", {}).get("notices"):
            about[NOTICES] = [visible(notice) for notice in notices]
        nb.metadata = from_dict({"kernelspec": PYTHON, "language_info": {"name": "python"}, **about})
        return nb, resources


def _inert_text(cell: NotebookNode, too_long: bool) -> NotebookNode:
    if cell.cell_type == "raw" or too_long:
        source, left_out = plain(cell.source), list[str]()
    else:
        source, left_out = inert_markdown(cell.source, cell.get("attachments", {}))
    return new_cell("markdown", on_one_line(source + _notice(left_out)), cell.id, cell.metadata)


class InertOutputs:
    """What the cells of one notebook displayed: text, pictures and sanitized HTML; of the rest, that it is not there."""

    def __init__(self) -> None:
        self._tags, self._room = 0, LONGEST_TEXT
        self._kinds = {"stream": _stream, "error": _error, "display_data": self._display, "execute_result": self._display}

    def __call__(self, outputs: Iterable[dict[str, Any]]) -> list[NotebookNode]:
        return [self._kinds[output["output_type"]](output) for output in outputs if output.get("output_type") in self._kinds]

    def _display(self, output: dict[str, Any]) -> NotebookNode:
        """The richest form that is safe, beside the plain text (which nbgrader may read partial credit from)."""
        data = output.get("data") or {}
        shown = {"text/plain": visible(_text(data["text/plain"]))} if "text/plain" in data else {}
        markup = _picture(data) or self._markup(data)
        if markup is not None:
            shown["text/html"] = markup
        elif not shown:
            shown["text/html"] = _notice(sorted(data))
        about = {"execution_count": None} if output["output_type"] == "execute_result" else {}
        made: NotebookNode = from_dict({"output_type": output["output_type"], "data": shown, "metadata": {}, **about})
        return made

    def _markup(self, data: dict[str, Any]) -> str | None:
        for mime_type, inert in (("text/html", inert_html), ("text/markdown", inert_markdown), ("text/latex", _latex)):
            if mime_type in data:
                text = _text(data[mime_type])
                self._tags += text.count("<")
                if inert is not inert_html:
                    self._room -= len(text)
                if self._tags > MOST_TAGS or self._room < 0:
                    return plain(text)
                markup, left_out = inert(text)
                return markup + _notice(left_out)
        return None


def _stream(output: dict[str, Any]) -> NotebookNode:
    name = "stderr" if output.get("name") == "stderr" else "stdout"
    made: NotebookNode = v4.new_output("stream", name=name, text=visible(_text(output.get("text"))))
    return made


def _error(output: dict[str, Any]) -> NotebookNode:
    lines = [visible(without_colours(_text(line))) for line in output.get("traceback") or []]
    ename, evalue = (visible(_text(output.get(name))) for name in ("ename", "evalue"))
    made: NotebookNode = v4.new_output("error", ename=ename, evalue=evalue, traceback=lines)
    return made


def _picture(data: dict[str, Any]) -> str | None:
    for mime_type in PICTURES:
        if (address := inert_picture(mime_type, _joined(data.get(mime_type)))) is not None:
            told = visible(_text(data.get("text/plain")))
            alt = html.escape(told[:500] if told and not told.startswith("<") else "picture")  # <Figure size 640x480>
            return WRAPPED.format(f'<img alt="{alt}" src="{address}">')
    return None


def _latex(text: str) -> tuple[str, list[str]]:
    bare = re.sub(r"^\s*(\${1,2}|\\\[|\\\()?(\\displaystyle)?|(\${1,2}|\\\]|\\\))?\s*$", "", text)
    return inert_html(inert_formula(bare, "block"))


def _notice(left_out: list[str]) -> str:
    if not left_out:
        return ""
    return WRAPPED.format(f"<p><em>{NOTICE}{html.escape(', '.join(left_out[:8]))}</em></p>")


def _joined(value: Any) -> Any:
    """Multi-line strings may be lists in a notebook."""
    return "".join(map(str, value)) if isinstance(value, list) else value


def _text(value: Any) -> str:
    return str(_joined("" if value is None else value))
