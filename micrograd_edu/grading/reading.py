"""What a reader needs beside a written answer in formgrader: model answer, rubric, the checks' verdicts, who has read it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets.config import LoggingConfigurable

from micrograd_edu.checks.source import section_of
from micrograd_edu.grading.configure import TEMPLATES
from micrograd_edu.grading.feedback_page import points, sentence, told
from micrograd_edu.grading.inert import inert_markdown

READINGS = "readings.csv"  # in the course folder: a line each time that somebody gives points
RUBRIC = "rubric.md"  # beside a lab's source; a section for each task that a person reads


@dataclass(frozen=True)
class Reading:
    """Somebody gave points. All of it is text, as in the file."""

    time: str
    reader: str
    assignment: str
    student: str
    task: str
    points: str

    def __str__(self) -> str:
        given = f"{points(float(self.points))} points" if self.points else "points taken back"
        return f"{self.reader}, {self.time[:16].replace('T', ' ')} UTC: {given}"


def record(course: Path, reader: str, assignment: str, student: str, task: str, given: float | None) -> None:
    """Add a line to the readings of a course."""
    time = datetime.now(UTC).isoformat(timespec="seconds")
    reading = Reading(time, reader, assignment, student, task, "" if given is None else f"{given:g}")
    is_new = not (course / READINGS).exists()
    with (course / READINGS).open("a", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerows([[field.name for field in fields(Reading)]] * is_new + [list(astuple(reading))])


def readings(course: Path, assignment: str) -> list[Reading]:
    """Those of one lab, the newest first."""
    try:
        with (course / READINGS).open(newline="", encoding="utf-8") as file:
            found = [Reading(**row) for row in csv.DictReader(file)]
    except FileNotFoundError:
        return []
    return [reading for reading in reversed(found) if reading.assignment == assignment]


def model_answer(source: Path, notebook: str, task: str) -> str:
    """What stands in this cell of the lab's source; nothing where it has not been built."""
    try:
        cells = json.loads((source / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError:
        return ""
    found = [cell["source"] for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == task]
    return "".join(found[0]) if found else ""


def is_read(cell: NotebookNode) -> bool:
    """Whether a person gives the points for it."""
    return bool((is_grade(cell) and is_solution(cell)) or is_task(cell))


def half_points(maximum: float) -> list[float]:
    """What may be given by a click: 0, a half, 1, ..."""
    return [half / 2 for half in range(int(2 * maximum) + 1)]


def page(template: str, **about: Any) -> Markup:
    """A template of this folder, filled in. What is not marked as safe is escaped."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["points"], environment.filters["sentence"] = points, sentence
    return Markup(environment.get_template(template).render(**about))


class BesideAnswer(LoggingConfigurable):
    """A filter for formgrader's template: from a cell, what is shown beside it."""

    def __call__(self, cell: NotebookNode, nb: NotebookNode, resources: dict[str, Any]) -> Markup:
        if not is_read(cell):
            return Markup()
        here, lab = CourseDirectory(parent=self), resources["assignment_id"]
        source = Path(here.format_path(here.source_directory, ".", lab))
        about = cell.metadata.nbgrader
        task = about.grade_id
        return page(
            "beside_answer.html.j2",
            resources=resources,
            task=task,
            half_points=half_points(about.points),
            rubric=_html(section_of(source / RUBRIC, task)),
            model_answer=_html(model_answer(source, resources["notebook_id"], task)),
            verdicts=list(_verdicts(nb.cells)),
            readings=[
                each for each in readings(Path(here.root), lab) if (each.student, each.task) == (resources["student"], task)
            ],
        )


def _html(markdown: str) -> Markup:
    return Markup(inert_markdown(markdown)[0])


def _verdicts(cells: Iterable[NotebookNode]) -> Iterable[tuple[str, dict[str, str]]]:
    """Each check with what it said."""
    for cell in cells:
        if cell.cell_type == "code" and (said := told(cell)):
            yield cell.metadata.nbgrader.grade_id.removeprefix("check-"), said
