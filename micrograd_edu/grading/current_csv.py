"""`nbgrader export`, with numbers that are up to date: enabled in `nbgrader_config.py`."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from micrograd_edu.grading.batch import Course
from micrograd_edu.grading.guard import Refused
from micrograd_edu.grading.lateness import settle
from micrograd_edu.grading.steps import converter_of


class CurrentCsv(CsvExportPlugin):
    """nbgrader's, after late penalties have been computed from the scores as they are now.

    It warns of submissions that have changed since they were graded.
    """

    def export(self, gradebook: Gradebook) -> None:
        root = Path(converter_of(self).coursedir.root)
        for name in [assignment.name for assignment in gradebook.assignments if assignment.submissions]:
            try:
                course = Course(root, name)
            except Refused as refused:
                self.log.error(refused.reason)
                raise
            settle(course)
            if due := course.due(course.students()):
                many = f"{', '.join(due[:5])}{' and others' if len(due) > 5 else ''}"
                self.log.warning("%s: not graded as it is now: %s. To do so: micrograd-edu grade %s", name, many, name)
        gradebook.db.expire_all()
        super().export(gradebook)
