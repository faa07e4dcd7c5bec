"""Formgrader for several readers: one question through the whole class, nobody twice, and who gave which points.

Loaded by every Jupyter server of the environment (`etc/jupyter/jupyter_server_config.d`), and before nbgrader's own
extensions, since their order is that of their names: so an address that both know is answered here.
"""

from __future__ import annotations

import getpass
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from nbgrader.api import MissingEntry
from nbgrader.server_extensions.formgrader.apihandlers import GradeHandler
from nbgrader.server_extensions.formgrader.base import BaseHandler, check_notebook_dir, check_xsrf
from tornado import web

from micrograd_edu.grading.reading import page, readings, record
from micrograd_edu.grading.summary import read_cells

HANDED_OUT = 900.0  # seconds for which an answer is one reader's


def reader_of(handler: Any) -> str:
    """Who is at the other end: by the hub's word, or whose process this is."""
    hub_user = getattr(handler.current_user, "hub_user", None)
    return str(hub_user["name"]) if hub_user else getpass.getuser()


class RecordedGradeHandler(GradeHandler):
    """nbgrader's, with a line in the course's readings."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def put(self, grade_id: str) -> None:
        super().put(grade_id)
        grade = self.gradebook.find_grade_by_id(grade_id)
        about = (grade.assignment.name, grade.student.id, grade.cell.name)
        record(Path(self.coursedir.root), reader_of(self), *about, grade.manual_score)


class QuestionsHandler(BaseHandler):
    """The questions of a lab that a person reads: how many answers wait, and who has read how many."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def get(self, lab: str) -> None:
        try:
            assignment = self.gradebook.find_assignment(lab)
        except MissingEntry:
            raise web.HTTPError(404, f"There is no lab {lab} in the gradebook.") from None
        by = _readers(Path(self.coursedir.root), lab)
        read = read_cells(assignment)
        questions = [
            (
                notebook.name,
                cell.name,
                sum(grade.needs_manual_grade for grade in cell.grades),
                len(cell.grades),
                by[cell.name],
            )
            for notebook in assignment.notebooks
            for cell in [*notebook.grade_cells, *notebook.task_cells]
            if cell.id in read
        ]
        self.write(page("questions.html.j2", base_url=self.base_url, lab=lab, questions=questions))


def _readers(course: Path, lab: str) -> dict[str, Counter[str]]:
    """For each question, how many answers have their points from whom."""
    by = defaultdict[str, Counter[str]](Counter)
    latest = {(each.student, each.task): each for each in reversed(readings(course, lab))}
    for reading in latest.values():
        if reading.points:
            by[reading.task][reading.reader] += 1
    return by


class NextAnswerHandler(BaseHandler):
    """On to an answer that waits, and that no other reader has before them."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def get(self, lab: str, notebook: str, task: str) -> None:
        out: dict[tuple[str, str], tuple[str, float]] = self.settings.setdefault("micrograd_edu_handed_out", {})
        me, now = reader_of(self), time.monotonic()
        waiting = sorted(
            submission.id
            for submission in self.gradebook.notebook_submissions(notebook, lab)
            if any(grade.cell.name == task and grade.needs_manual_grade for grade in submission.grades)
        )
        for answer in waiting:
            reader, since = out.get((answer, task), (me, 0.0))
            if reader == me or now - since > HANDED_OUT:
                out[answer, task] = me, now
                self.redirect(f"{self.base_url}/formgrader/submissions/{answer}/?task={task}")
                return
        self.redirect(f"{self.base_url}/formgrader/read/{lab}")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    base_url = server.web_app.settings["base_url"]
    pages = [
        (r"/formgrader/api/grade/([^/]+)", RecordedGradeHandler),
        (r"/formgrader/read/([^/]+)/?", QuestionsHandler),
        (r"/formgrader/read/([^/]+)/([^/]+)/([^/]+)/?", NextAnswerHandler),
    ]
    server.web_app.add_handlers(".*$", [(url_path_join(base_url, address), handler) for address, handler in pages])
