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
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
DEFINED = re.compile(r"^(?:def |class |(?=\w+ = ))(\w+)", re.MULTILINE)
HEADING = re.compile(r"^# #+ (.+)$", re.MULTILINE)
CELL = re.compile(r"^# %%(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A cell of the source.

    Attributes
    ----------
    grade_id : str
        "" where it is not graded.
    tags : tuple of str
    text : str
    is_text : bool
        Whether it is Markdown.
    points : float or None
        What it is worth; None where it earns nothing.
    heading : str
        The last one above it.
    """

    grade_id: str
    tags: tuple[str, ...]
    text: str
    is_text: bool = False
    points: float | None = None
    heading: str = ""

    @property
    def task(self) -> str:
        """Its task: a check cell belongs to the one that it checks."""
        return self.grade_id.removeprefix("check-")


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


def has_source(lab: str) -> bool:
    """Whether it is here: a class may hand out a lab of its own without."""
    return source_of(lab).exists()


@cache
def cells_of(lab: str) -> tuple[Cell, ...]:
    """The cells of a lab's source, a text notebook in the py:percent format.

    Raises
    ------
    FileNotFoundError
        If the source is not there.
    """
    text = source_of(lab).read_text(encoding="utf-8")
    heads = list(CELL.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    cells, heading = [], ""
    for head, end in zip(heads, ends):
        options, inside = head[1].strip(), text[head.end() : end].strip("\n") + "\n"
        is_text = options.startswith("[markdown]")
        if is_text and (headings := HEADING.findall(inside)):
            heading = headings[-1]
        about: dict[str, Any] = _option(options, "nbgrader", {})
        tags: list[str] = _option(options, "tags", [])
        is_task = about.get("grade") or about.get("grade_id", "").startswith("check-")  # the milestone's count no points
        points = about.get("points", 0) if is_task else None
        cells.append(Cell(about.get("grade_id", ""), tuple(tags), inside, is_text, points, heading))
    return tuple(cells)


def code_cells(lab: str) -> tuple[Cell, ...]:
    """The code cells of a lab's source."""
    return tuple(cell for cell in cells_of(lab) if not cell.is_text)


@dataclass(frozen=True)
class Listed:
    """A task as it stands in its lab: its id, the heading above it, its points, and whether a person reads it."""

    task: str
    heading: str
    points: float
    by_person: bool

    @property
    def title(self) -> str:
        """The heading without points and minutes: "Task 2: mul"."""
        return re.sub(r" \([^()]*\)$", "", re.sub(r"[`*]", "", self.heading))


@cache
def listed_tasks(lab: str) -> tuple[Listed, ...]:
    """The tasks of a lab, in its order; none where its source is not here."""
    found, heading = [], ""
    for cell in cells_of(lab) if has_source(lab) else ():
        titles = [title for title in HEADING.findall(cell.text) if title.startswith("Task ")] if cell.is_text else []
        heading = titles[-1] if titles else heading
        if cell.points is not None:
            found.append(Listed(cell.task, heading or cell.heading, cell.points, cell.is_text))
    return tuple(found)


BONUS = re.compile(r"^# ### (Bonus \d+)(: .+)$", re.MULTILINE)


@cache
def listed_bonuses(lab: str) -> tuple[tuple[str, str], ...]:
    """The bonus exercises of a lab: what each is called, "Bonus 1", and its whole heading, "Bonus 1: momentum"."""
    cells = cells_of(lab) if has_source(lab) else ()
    found = [match for cell in cells if cell.is_text for match in BONUS.finditer(cell.text)]
    return tuple((match[1], re.sub(r"[`*]", "", match[1] + match[2])) for match in found)


def _option(options: str, name: str, default: T) -> T:
    """The JSON value of `name=...` in a cell's head."""
    at = options.find(f"{name}=")
    if at < 0:
        return default
    value: T = json.JSONDecoder().raw_decode(options, at + len(name) + 1)[0]
    return value


FOLD = re.compile(r"<details><summary>(?:<b>Stuck\?</b> )?(.+?)</summary>")


def anchor(title: str) -> str:
    """The id of a heading, as JupyterLab and nbconvert make it."""
    return re.sub(r"<[^>]+>|[`*]", "", title).replace(" ", "-")


@cache
def anchor_of(lab: str, place: str) -> str | None:
    """Where a place in a lab is: the id of the heading with these words, or of that above the fold with them; or None.

    JupyterLab finds headings only, not the id of anything else. The lab is called as people do: "Lab 1", "Milestone".
    """
    name = lab.lower().replace(" ", "")
    words = re.compile(rf"(?<!\w){re.escape(anchor(place))}(?!\w)")
    for path in (source_folder() / "solutions").glob(f"{name}_*/{name}_*.py"):
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
    return " ".join(section_of(room_of(lab) / "help.md", task).split())


def section_of(path: Path, name: str) -> str:
    """What stands below a heading of a Markdown file; nothing where there is none, or no file."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    sections: dict[str, str] = dict(part.partition("\n")[::2] for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:])
    return sections.get(name, "").strip()


def right_code(lab: str, task: str) -> str:
    """The solution cell of a task."""
    return next(cell.text for cell in code_cells(lab) if cell.grade_id == task)


def model_solution(lab: str, task: str) -> str:
    """The same for a reader: without marks, and where the whole cell is a solution, without the stub that it replaces."""
    text = right_code(lab, task)
    whole = re.findall(rf"^{BEGIN}\n(.*?)^{END}$", text, re.MULTILINE | re.DOTALL)
    text = "\n".join(whole) if whole else re.sub(rf"^ *({BEGIN}|{END})\n", "", text, flags=re.MULTILINE)
    return text.strip("\n") + "\n"


def model_answer(lab: str, task: str) -> str:
    """What a good written answer to a task looks like, in Markdown."""
    text = next(cell.text for cell in cells_of(lab) if cell.is_text and cell.grade_id == task)
    return re.sub(r"^# ?", "", text, flags=re.MULTILINE).strip()


def rubric(lab: str, task: str) -> str:
    """By what a written answer is read, in Markdown: a section of the `rubric.md` beside the source, or nothing."""
    return section_of(source_of(lab).with_name("rubric.md"), task)


def defined_by(lab: str, task: str) -> list[str]:
    """The functions, classes and names that a task's cell defines, as the student is given it; nothing without a source."""
    if not has_source(lab):
        return []
    given = re.sub(rf"^ *{BEGIN}\n.*?^ *{END}$", "", right_code(lab, task), flags=re.MULTILINE | re.DOTALL)
    return DEFINED.findall(given)


def cell_that_defines(lab: str, name: str) -> Cell | None:
    """The first cell of a lab that makes a name; None where none does, or its source is not here."""
    if not has_source(lab):
        return None
    imported = re.compile(rf"^\s*(?:from \S+ )?import .*\b{re.escape(name)}\b", re.MULTILINE)
    return next((cell for cell in code_cells(lab) if name in DEFINED.findall(cell.text) or imported.search(cell.text)), None)


@cache
def others_solutions(lab: str, task: str) -> tuple[tuple[str, str], ...]:
    """Other right solutions of a task, each with what is different in it: files in the lab's `others/`.

    They have the kill table's form, and stand in it: a title, and `# %% task` above the code.
    """
    found = []
    for path in sorted((room_of(lab) / "others").glob("*.py")):
        head, *sections = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        named = (section.partition("\n") for section in sections)
        found += [(head[2:].strip(), code.strip() + "\n") for name, _, code in named if name == task]
    return tuple(found)
