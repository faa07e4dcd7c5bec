"""Autograde all submissions of a lab in parallel: workers run them in warm sandboxes, this process judges and writes.

Each submission goes through nbgrader's own converter, so every score is what plain `nbgrader autograde` gives. The results
are made in a folder aside and put in place by renaming: whatever is under `autograded/` is whole. So a batch may be ended at
any moment; started again, it goes on with what is not there yet.
"""

from __future__ import annotations

import contextlib
import functools
import glob
import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.api
from nbformat.warnings import DuplicateCellId
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import SAWarning

from micrograd_edu.grading.judged_execute import JudgedExecute
from micrograd_edu.grading.replace_links import replace_links

STAGING = ".grading"  # beside `autograded`, on the same file system
# nbgrader opens the gradebook a dozen times for each submission, each time with a new engine that prepares every statement
# anew: a third of the time that recording takes
nbgrader.api.create_engine = functools.cache(create_engine)


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
        os.chdir(folder)  # where nbgrader looks for its configuration, and what its folders are relative to
        self.app = AutogradeApp(log_level=logging.CRITICAL)
        self.app.initialize([lab])
        self.errors = _ErrorLog(self.app.log)
        for category in (SAWarning, DuplicateCellId):  # of nbgrader's queries, and what RestoreCells mends
            warnings.simplefilter("ignore", category)
        if run_unprotected:
            self.app.config.JudgedExecute.run_unprotected = True
        self.coursedir = CourseDirectory(parent=self.app, assignment_id=lab)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                gradebook.find_assignment(lab)
            except MissingEntry:
                known = ", ".join(sorted(assignment.name for assignment in gradebook.assignments)) or "nothing"
                raise LookupError(
                    f"there is no assignment {lab} in the gradebook; it has: {known}. To build it: micrograd-edu build {lab}"
                ) from None

    def path(self, step: str, student: str) -> Path:
        return Path(self.coursedir.root, self.coursedir.format_path(step, student, self.lab))

    def students(self) -> list[str]:
        """Everyone with a folder for this lab."""
        submitted = Path(self.coursedir.root, self.coursedir.submitted_directory)
        return sorted(path.parent.name for path in submitted.glob(f"*/{glob.escape(self.lab)}") if path.is_dir())

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
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            known = {notebook.name for notebook in gradebook.find_assignment(self.lab).notebooks}
        folder = self.path(self.coursedir.submitted_directory, student)
        if not any((folder / f"{name}.ipynb").exists() for name in known):
            files = ", ".join(sorted(path.name for path in folder.iterdir())[:5]) or "nothing"
            raise FileNotFoundError(f"no {' or '.join(sorted(known))}.ipynb was handed in; the folder holds: {files}")
        self._timestamp(folder)
        converter = self._converter(student)
        converter.init_notebooks()
        replace_links([path for paths in converter.assignments.values() for path in paths])
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
        converter._sanitizing = True
        converter._init_preprocessors()
        execute = JudgedExecute(parent=converter)
        prepared = {}
        for path in sorted(path for paths in converter.assignments.values() for path in paths):
            if (name := Path(path).stem) in known:
                resources = converter.init_single_notebook_resources(path)
                text, resources = converter.exporter.from_filename(path, resources=resources)
                job = execute.make_job(nbformat.reads(text, as_version=4), self.lab, warm=True)
                prepared[name] = Prepared(text, resources, job)
        return prepared

    def finish(self, student: str, prepared: dict[str, Prepared], results: dict[str, Any]) -> None:
        """Judge and record: the rest of nbgrader's conversion, with the running done already."""
        for notebook, about in prepared.items():
            JudgedExecute.done[student, notebook] = about.job, results[notebook]
        staged = self.path(STAGING, student)
        shutil.rmtree(staged, ignore_errors=True)
        final = self.path(self.coursedir.autograded_directory, student)
        before, self.coursedir.autograded_directory = self.coursedir.autograded_directory, STAGING
        try:
            converter = self._converter(student)
            converter.prepared = prepared
            converter.start()
            _put_in_place(staged, final)
        except NbGraderException as error:  # it says where to look; say what is there
            raise RuntimeError(self.errors.last() or str(error)) from error
        finally:
            self.coursedir.autograded_directory = before
            shutil.rmtree(staged, ignore_errors=True)
            JudgedExecute.done.clear()

    def _converter(self, student: str) -> _Converter:
        return _Converter(student, coursedir=self.coursedir, parent=self.app)

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
    job: dict[str, Any]


class _Converter(Autograde):
    """nbgrader's, with its two passes taken apart: the first is done by `Course.prepare`, the running elsewhere."""

    prepared: dict[str, Prepared]

    def __init__(self, student: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.student = student

    def init_notebooks(self) -> None:
        """This student's only. (nbgrader takes names for patterns, and finds others' notebooks for a student `[a-z]*`.)"""
        folder = self._format_source(self.coursedir.assignment_id, self.student)
        self.assignments = {folder: glob.glob(os.path.join(glob.escape(folder), "*.ipynb"))}

    def convert_single_notebook(self, notebook_filename: str) -> None:
        about = self.prepared[Path(notebook_filename).stem]
        self.write_single_notebook(about.text, about.resources)
        self._sanitizing = False
        self._init_preprocessors()
        try:
            written = os.path.join(self.writer.build_directory, os.path.basename(notebook_filename))
            BaseConverter.convert_single_notebook(self, written)
        finally:
            self._sanitizing = True


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
