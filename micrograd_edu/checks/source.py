"""The lab's source notebook, as cells: right code for a task, when something has to stand beside it.

Right code is never what a student's numbers are compared with: those come from the engine, from finite differences, from
PyTorch. It stands in for other tasks, when a misconception is asked the student's questions (`misconceptions.py`) or when a
task is asked again because an earlier one failed.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PACKAGE = Path(__file__).parent.parent
SETUP = "setup"  # tag of the cells that tasks build on
OWN_LABS = "MICROGRAD_EDU_LABS"  # environment variable: a class's folder with rooms of its own, one a lab
CELL = re.compile(r"^# %%(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A code cell of the source: its grade id ("" where it is not graded), its tags, its text."""

    grade_id: str
    tags: tuple[str, ...]
    text: str


def source_folder() -> Path:
    """Where labs, chapters and sources are: in the package once it is installed, beside it in a clone of the repository."""
    installed = PACKAGE / "_course"
    return installed if installed.is_dir() else PACKAGE.parent


def rooms() -> list[Path]:
    """The folders that hold one room a lab: that of the class, if it has one, and ours."""
    own = os.environ.get(OWN_LABS)
    return [*([Path(own)] if own else []), PACKAGE / "labs"]


def room_of(lab: str) -> Path:
    """Where a lab's manifest, tasks, probes and misconceptions are; of an assignment that has none, where ours would be."""
    return next((folder / lab for folder in rooms() if (folder / lab / "manifest.py").exists()), PACKAGE / "labs" / lab)


def source_of(lab: str) -> Path:
    """A lab's source, a text notebook: of a lab of the class's own it stands in the class folder's `solutions/`."""
    room = room_of(lab)
    folder = source_folder() if room.parent == PACKAGE / "labs" else room.parent.parent
    return folder / "solutions" / lab / f"{lab}.py"


@cache
def code_cells(lab: str) -> tuple[Cell, ...]:
    """The code cells of a lab's source, a text notebook in the py:percent format.

    Raises
    ------
    FileNotFoundError
        If the source is not there.
    """
    text = source_of(lab).read_text(encoding="utf-8")
    heads = list(CELL.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    cells = []
    for head, end in zip(heads, ends):
        options = head[1].strip()
        if not options.startswith("[markdown]"):
            nbgrader: dict[str, Any] = _option(options, "nbgrader", {})
            tags: list[str] = _option(options, "tags", [])
            code = text[head.end() : end].strip("\n") + "\n"
            cells.append(Cell(nbgrader.get("grade_id", ""), tuple(tags), code))
    return tuple(cells)


def _option(options: str, name: str, default: T) -> T:
    """The JSON value of `name=...` in a cell's head."""
    at = options.find(f"{name}=")
    if at < 0:
        return default
    value: T = json.JSONDecoder().raw_decode(options, at + len(name) + 1)[0]
    return value


HEADING = re.compile(r"^# #+ (.+)$", re.MULTILINE)
FOLD = re.compile(r"<details><summary>(?:<b>Stuck\?</b> )?(.+?)</summary>")


def anchor(title: str) -> str:
    """The id of a heading, as JupyterLab and nbconvert make it."""
    return re.sub(r"<[^>]+>|[`*]", "", title).replace(" ", "-")


@cache
def anchor_of(number: str, place: str) -> str | None:
    """Where a place in a lab is: the id of the heading with these words, or of that above the fold with them; or None.

    JupyterLab finds headings only, not the id of anything else.
    """
    words = re.compile(rf"(?<!\w){re.escape(anchor(place))}(?!\w)")
    for path in (source_folder() / "solutions").glob(f"lab{number}_*/lab{number}_*.py"):
        text = path.read_text(encoding="utf-8")
        headings = [(match.start(), anchor(match[1])) for match in HEADING.finditer(text)]
        found = [(match.start(), heading) for _, heading in headings if (match := words.search(heading))]
        if found:
            return min(found)[1]
        folds = [match.start() for match in FOLD.finditer(text) if words.search(anchor(match[1]))]
        return [heading for at, heading in headings if at < folds[0]][-1] if folds else None
    return None


@cache
def needed_cells(lab: str, task: str) -> tuple[Cell, ...]:
    """What has to run before and for a task: cells tagged "setup", and the solution cells up to the task's own."""
    cells = []
    for cell in code_cells(lab):
        if SETUP in cell.tags or (cell.grade_id and not cell.grade_id.startswith("check-")):
            cells.append(cell)
        if cell.grade_id == task:
            return tuple(cells)
    raise LookupError(f"there is no task {task} in the source of {lab}.")


@cache
def more_help(lab: str, task: str) -> str:
    """The same idea on something else, for whoever asks for it: a section of the lab's `help.md`, or nothing."""
    path = room_of(lab) / "help.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = dict(part.partition("\n")[::2] for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:])
    return " ".join(sections.get(task, "").split())


def right_code(lab: str, task: str) -> str:
    """The solution cell of a task."""
    return next(cell.text for cell in code_cells(lab) if cell.grade_id == task)
