"""The feedback page: what to do next on top, then task by task; complete in one file that can load and run nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from markupsafe import Markup
from nbconvert.exporters import Exporter, HTMLExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from micrograd_edu.checks.verdict import words
from micrograd_edu.grading.kept_evidence import NOTICES, STAMP
from micrograd_edu.grading.record_grades import NO_RESPONSE
from micrograd_edu.grading.summary import duration
from micrograd_edu.labs import find_manifest

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>|^#+ +(.+)$", re.MULTILINE)
EARNED, PART, LOST, WAITING, BEGIN = "earned", "part lost", "lost", "waits for a reader", "not begun"
LOOKS = {EARNED: "ok", PART: "part", LOST: "bad", WAITING: "wait", BEGIN: "none"}


class GetResults(GetGrades):
    """nbgrader's scores and comments, and what waits, when it was handed in, and what lateness cost."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb, resources = super().preprocess(nb, resources)
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            submission = gradebook.find_submission(about["assignment"], about["student"])
            notebook = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            about["waits"] = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
            about["handed_in"], about["late"] = submission.timestamp, submission.total_seconds_late
            about["due"] = submission.duedate
        return nb, resources


@dataclass
class TaskResult:
    """What the page shows of one graded cell.

    Attributes
    ----------
    name, heading : str
        The task's id, and what the notebook calls it.
    points, maximum : float
    waits : bool
        Whether a person has still to read it.
    about : dict
        What the verdict said (`JudgedExecute`), or nothing.
    verdict : Markup
        The check's outputs: ours, or inert.
    code : list of Markup
        What the student wrote, highlighted.
    answer : Markup
        A written answer, inert.
    comment : str
        What a reader said.
    """

    name: str
    heading: str
    points: float
    maximum: float
    waits: bool
    about: dict[str, str] = field(default_factory=dict)
    verdict: Markup = Markup()
    code: list[Markup] = field(default_factory=list)
    answer: Markup = Markup()
    comment: str = ""

    @property
    def state(self) -> str:
        if self.waits:
            return WAITING
        if self.points >= self.maximum:
            return EARNED
        if self.about.get("badge") == "NOTHING HERE YET" or self.comment == NO_RESPONSE:
            return BEGIN
        return PART if self.points > 0 else LOST

    @property
    def words(self) -> str:
        """The state, for a person."""
        earlier = self.about.get("waits_for")
        return f"right once {earlier} is mended" if self.state == EARNED and earlier else self.state

    @property
    def look(self) -> str:
        return "mend" if self.state == EARNED and self.about.get("waits_for") else LOOKS[self.state]

    @property
    def next(self) -> str:
        """What to do about it, or nothing."""
        if self.state in (EARNED, WAITING):
            return ""
        if self.state == BEGIN:
            return "Begin"
        return "Mend" if self.about else "Read the comment on" if self.comment else "Look at"

    @property
    def why(self) -> str:
        """What to think about first, or nothing."""
        return "" if self.state == BEGIN else self.about.get("ask") or self.about.get("says", "")


class CompiledTemplates(BytecodeCache):
    """Those that this process has compiled already. Else they are compiled for every page, in most of its time."""

    _compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self._compiled.get(bucket.key):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def cells_exporter(**settings: bool) -> HTMLExporter:
    """One that shows cells without a page around them."""
    exporter = HTMLExporter(template_name="basic", exclude_output_prompt=True, **settings)
    exporter.environment.bytecode_cache = CompiledTemplates()
    return exporter


class FeedbackExporter(HTMLExporter):
    """Our page in place of nbgrader's, which is the whole notebook. That is here too, folded, at the end."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        nb, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        about = resources["nbgrader"]
        manifest = find_manifest(about["assignment"])
        notices = [notice.replace("**", "") for notice in nb.metadata.get(NOTICES, ())]
        tasks = list(self._tasks(nb, about["waits"]))
        page = self._template.render(
            policy=Markup(POLICY),
            about=about,
            title=f"Lab {manifest.title}" if manifest else about["notebook"],
            notices=notices,
            tasks=tasks,
            next=[] if notices else [task for task in tasks if task.next],
            waiting=sum(task.maximum for task in tasks if task.waits),
            lost=[task for task in tasks if not task.waits and task.points < task.maximum],
            late=duration(timedelta(seconds=about["late"])) if about["late"] else "",
            handed_in=_time(about["handed_in"]),
            whole=self._cells(
                cell if cell.cell_type != "code" or not told(cell) else _without_outputs(cell) for cell in nb.cells
            ),
            style=Markup(HtmlFormatter().get_style_defs(".code")),
        )
        return page, resources

    @cached_property
    def _template(self) -> Any:
        folder = FileSystemLoader(Path(__file__).parent)
        environment = Environment(loader=folder, autoescape=True, trim_blocks=True, bytecode_cache=CompiledTemplates())
        environment.filters["points"], environment.filters["sentence"] = points, sentence
        return environment.get_template("feedback_page.html.j2")

    @cached_property
    def _plain(self) -> HTMLExporter:
        return cells_exporter(exclude_input_prompt=True)

    @cached_property
    def _outputs(self) -> HTMLExporter:
        return cells_exporter(exclude_input=True)

    def _cells(self, cells: Iterable[NotebookNode], by: HTMLExporter | None = None) -> Markup:
        """Cells as nbconvert shows them: what students wrote in them has been made inert when it was graded."""
        notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata={}, cells=list(cells))
        return Markup((by or self._plain).from_notebook_node(notebook)[0])

    def _tasks(self, nb: NotebookNode, waits: set[str]) -> Iterable[TaskResult]:
        heading, written, since = "", {}, list[NotebookNode]()
        for cell in nb.cells:
            if cell.cell_type == "markdown" and (found := HEADING.findall(cell.source)):
                heading = html.unescape(re.sub("<[^>]+>", "", "".join(found[-1]))).strip(" #¶")
            about = cell.metadata.get("nbgrader", {})
            if is_solution(cell):
                written[about["grade_id"]] = cell
                since.append(cell)
            if not (is_grade(cell) or is_task(cell)):
                continue
            name = about["grade_id"].removeprefix("check-")
            result = TaskResult(name, heading, about["score"], about["points"], about["grade_id"] in waits)
            if is_solution(cell) or is_task(cell):
                result.answer, solutions = self._cells([cell]), [cell]
            else:
                result.about = told(cell)
                outputs = [output for output in cell.outputs if not result.about or output.output_type != "error"]
                result.verdict = self._cells([NotebookNode({**cell, "outputs": outputs})], self._outputs)
                solutions = [written[name]] if name in written else since
                result.code = [highlighted(solution.source) for solution in solutions if solution.cell_type == "code"]
            result.comment = "\n".join(filter(None, (each.metadata.nbgrader.get("comment") for each in solutions)))
            since = []
            yield result


def told(cell: NotebookNode) -> dict[str, str]:
    """What `JudgedExecute` noted beside its verdict; nothing for a cell that another course checks itself."""
    notes = (output.get("metadata", {}).get(STAMP) for output in cell.outputs)
    return next((dict(note) for note in notes if note), {})


def _without_outputs(cell: NotebookNode) -> NotebookNode:
    return NotebookNode({**cell, "outputs": []})


def highlighted(code: str) -> Markup:
    return Markup(highlight(code, PythonLexer(), HtmlFormatter(nowrap=True)))


def sentence(text: str) -> Markup:
    """As a verdict shows it, beginning with a capital."""
    return Markup(words(text[:1].upper() + text[1:]))


def points(number: float) -> str:
    """As one writes them: 13½, 2, 0.8."""
    whole, rest = divmod(abs(number), 1)
    sign = "−" if number < 0 else ""
    fraction = {0.0: "", 0.25: "¼", 0.5: "½", 0.75: "¾"}.get(round(rest, 6))
    return f"{sign}{abs(number):.3g}" if fraction is None else f"{sign}{int(whole) or ('' if fraction else 0)}{fraction}"


def _time(time: datetime | None) -> str:
    return f"{time:%A %-d %B %Y, %H:%M} UTC" if time else ""
