"""Autograde all submissions of a lab in parallel: workers run them in warm sandboxes, this process judges and writes.

Each submission goes through nbgrader's own converter, so every score is what plain `nbgrader autograde` gives. The results
are made in a folder aside and put in place by renaming: whatever is under `autograded/` is whole. So a batch may be ended at
any moment; started again, it goes on with what is not there yet.
"""

from __future__ import annotations

import contextlib
import glob
import io
import logging
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat.warnings import DuplicateCellId
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import SAWarning

from micrograd_edu.grading.gradebook import keep_statements
from micrograd_edu.grading.judged_execute import JudgedExecute

STAGING = ".grading"  # beside `autograded`, on the same file system


@dataclass
class Outcome:
    """How the grading of one submission ended."""

    student: str
    score: float | None = None  # of the cells that were judged
    max_score: float | None = None  # of the same cells
    waiting: int = 0  # answers for a person to read
    seconds: float = 0.0  # in the kernel
    note: str = ""  # why a person should look, or nothing

    def line(self) -> str:
        """One line as the submission ends."""
        return f"{self.student}: {self._points()}" + (f"; {self.note}" if self.note else "")

    def row(self) -> str:
        """One line of the table."""
        return f"{self.student:<24} {self._points():>12} {self.waiting or '':>8} {self.seconds:>8.1f}"

    def _points(self) -> str:
        return "not graded" if self.score is None else f"{self.score:g}/{self.max_score:g}"


class Course:
    """A course folder with its nbgrader configuration, and one lab of it.

    Raises
    ------
    LookupError
        If the lab is not in the gradebook.
    """

    def __init__(self, folder: Path, lab: str, run_unprotected: bool = False) -> None:
        self.lab = lab
        self.app = _CourseApp(log_level=logging.CRITICAL)
        self.app.initialize([], root=str(folder))
        self.errors = _ErrorLog(self.app.log)
        for category in (SAWarning, DuplicateCellId):  # of nbgrader's queries, and what RestoreCells mends
            warnings.simplefilter("ignore", category)
        if run_unprotected:
            self.app.config.JudgedExecute.run_unprotected = True
        self.coursedir = self.app.coursedir
        self.coursedir.assignment_id = lab
        self.coursedir.db_url = keep_statements(self.coursedir.db_url, self.coursedir.root)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                self.notebooks = {notebook.name for notebook in gradebook.find_assignment(lab).notebooks}
            except MissingEntry:
                known = ", ".join(sorted(assignment.name for assignment in gradebook.assignments)) or "nothing"
                raise LookupError(
                    f"there is no assignment {lab} in the gradebook; it has: {known}. To build it: micrograd-edu build {lab}"
                ) from None

    def path(self, step: str, student: str) -> Path:
        return Path(self.coursedir.root, self.coursedir.format_path(step, student, self.lab))

    def students(self) -> list[str]:
        """Everyone with a folder for this lab."""
        submitted, structure = self.coursedir.submitted_directory, self.coursedir.directory_structure
        anyone = structure.format(nbgrader_step=submitted, student_id="*", assignment_id=glob.escape(self.lab))
        named = self.coursedir.format_path(submitted, "(?P<student>.*)", re.escape(self.lab), escape=True)
        folders = filter(
            os.path.isdir, glob.glob(os.path.join(glob.escape(self.coursedir.root), anyone), include_hidden=True)
        )
        return sorted(match["student"] for folder in folders if (match := re.fullmatch(named, folder)))

    def is_graded(self, student: str) -> bool:
        """True if the autograded version is there and as new as the submission (nbgrader's own rule)."""
        graded = self.path(self.coursedir.autograded_directory, student)
        if not graded.exists():
            return False
        try:
            new, old = self._timestamp(self.path(self.coursedir.submitted_directory, student)), self._timestamp(graded)
        except ValueError:  # `prepare` will say so
            return False
        return not (new is not None and old is not None and new > old)

    def _timestamp(self, folder: Path) -> datetime | None:
        try:
            return self.coursedir.get_existing_timestamp(str(folder))
        except AttributeError as error:  # nbgrader 0.9.6 stumbles here over its own message
            raise ValueError(f"{folder / 'timestamp.txt'} does not hold a time; correct or remove it") from error

    def prepare(self, student: str) -> dict[str, Prepared]:
        """For each notebook of the submission that the gradebook knows: its sanitized text, and what is to be run.

        Writes nothing.

        Raises
        ------
        FileNotFoundError
            If there is no such notebook.
        """
        folder = self.path(self.coursedir.submitted_directory, student)
        if not any((folder / f"{name}.ipynb").exists() for name in self.notebooks):
            files = ", ".join(sorted(path.name for path in folder.iterdir())[:5]) or "nothing"
            raise FileNotFoundError(
                f"no {' or '.join(sorted(self.notebooks))}.ipynb was handed in; the folder holds: {files}"
            )
        self._timestamp(folder)
        return self._converter(student).prepare(self.notebooks)

    def finish(self, student: str, prepared: dict[str, Prepared], results: dict[str, Any]) -> None:
        """Judge and record: the rest of nbgrader's conversion, with the running done already."""
        for notebook, about in prepared.items():
            about.results = results[notebook]
        staged = self.path(STAGING, student)
        shutil.rmtree(staged, ignore_errors=True)
        final = self.path(self.coursedir.autograded_directory, student)
        before, self.coursedir.autograded_directory = self.coursedir.autograded_directory, STAGING
        try:
            self._converter(student, prepared).start()
            _put_in_place(staged, final)
        except NbGraderException as error:  # it says where to look; say what is there
            raise RuntimeError(self.errors.last() or str(error)) from error
        finally:
            self.coursedir.autograded_directory = before
            shutil.rmtree(staged, ignore_errors=True)

    def _converter(self, student: str, prepared: dict[str, Prepared] | None = None) -> _Converter:
        return _Converter(student, prepared, coursedir=self.coursedir, parent=self.app)

    def outcome(self, student: str) -> Outcome:
        """What the gradebook says of a graded submission."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            submission = gradebook.find_submission(self.lab, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            judged = [grade for grade in grades if grade.auto_score is not None]
            return Outcome(
                student,
                score=sum(grade.auto_score for grade in judged),
                max_score=sum(grade.max_score for grade in judged),
                waiting=sum(grade.needs_manual_grade for grade in grades),
            )


@dataclass
class Prepared:
    """A notebook between nbgrader's two passes."""

    text: str
    resources: dict[str, Any]
    second_pass: Exporter
    job: dict[str, Any]
    results: dict[str, Any] | None = None


class _CourseApp(AutogradeApp):
    """nbgrader's autograde command for a course folder that need not be the current one."""

    load_cwd_config = False
    raise_config_file_errors = True

    def initialize(self, argv: list[str], root: str) -> None:
        sys.path.insert(0, root)  # as nbgrader does where it is started: a configuration may name the course's own modules
        super().initialize(argv, root=root)


class _Converter(Autograde):
    """nbgrader's, for one student, with its two passes taken apart: the running between them happens elsewhere."""

    def __init__(self, student: str, prepared: dict[str, Prepared] | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.student, self.prepared = student, prepared

    def init_notebooks(self) -> None:
        """This student's only. (nbgrader takes names for patterns, and finds others' notebooks for a student `[a-z]*`.)"""
        folder = self._format_source(self.coursedir.assignment_id, self.student)
        self.notebooks = sorted(glob.glob(os.path.join(glob.escape(folder), "*.ipynb")))
        self.assignments = {folder: self.notebooks}

    def prepare(self, known: set[str]) -> dict[str, Prepared]:
        """The first pass, and what is to be run before the second."""
        self.init_notebooks()
        self.run_pre_convert_hook()
        return {name: self._prepare(path) for path in self.notebooks if (name := Path(path).stem) in known}

    def _prepare(self, path: str) -> Prepared:
        first_pass = self._exporter(sanitizing=True)
        text, resources = first_pass.from_filename(path, resources=self.init_single_notebook_resources(path))
        second_pass = self._exporter(sanitizing=False)
        execute = next(step for step in second_pass._preprocessors if isinstance(step, JudgedExecute))
        job = execute.plan(nbformat.reads(text, as_version=4), self.coursedir.assignment_id, warm=True)
        return Prepared(text, resources, second_pass, job)

    def _exporter(self, sanitizing: bool) -> Exporter:
        """One with the steps of this pass."""
        self.exporter, self._sanitizing = self.exporter_class(parent=self, config=self.config), sanitizing
        self._init_preprocessors()
        self._sanitizing = True
        return self.exporter

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """The second pass."""
        about = self.prepared[Path(notebook_filename).stem]
        resources = self.init_single_notebook_resources(notebook_filename)
        resources["run"] = {"job": about.job, "results": about.results}
        self.write_single_notebook(*about.second_pass.from_file(io.StringIO(about.text), resources=resources))

    def run_pre_convert_hook(self) -> None:
        """As nbgrader does; but a hook that fails is this submission's failure."""
        if self.pre_convert_hook:
            about = {"assignment": self.coursedir.assignment_id, "student": self.student, "notebooks": self.notebooks}
            self.pre_convert_hook(**about)


class _ErrorLog(logging.Handler):
    """Keeps the last error that nbgrader logged, in place of a page of log for each submission."""

    def __init__(self, log: logging.Logger) -> None:
        super().__init__(logging.ERROR)
        log.handlers, log.propagate = [self], False
        log.setLevel(logging.ERROR)
        self._traceback = ""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text.startswith("Traceback"):
            self._traceback = text

    def last(self) -> str:
        text, self._traceback = self._traceback, ""
        return text


def _put_in_place(staged: Path, final: Path) -> None:
    """Replace `final` by `staged`: at any moment there is a whole result or none."""
    for path in [*staged.rglob("*"), staged]:
        with _opened(path) as fd:
            os.fsync(fd)
    final.parent.mkdir(parents=True, exist_ok=True)
    old = staged.with_name(staged.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    staged.rename(final)
    with _opened(final.parent) as fd:
        os.fsync(fd)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    fd = os.open(path, os.O_RDONLY)
    try:
        yield fd
    finally:
        os.close(fd)
