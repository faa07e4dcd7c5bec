"""Autograde all submissions of a lab in parallel: workers run them in warm sandboxes, this process judges and writes.

Each submission goes through nbgrader's own converter, so every score is what plain `nbgrader autograde` gives. The results
are made in a folder aside and put in place by renaming: whatever is under `autograded/` is whole. So a batch may be ended at
any moment; started again, it goes on with what is not there yet.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from micrograd_edu.grading.class_misconceptions import ClassMisconceptions
from micrograd_edu.grading.course_app import CourseApp
from micrograd_edu.grading.failed_checks import FailedCheck
from micrograd_edu.grading.files_beside import files_beside, submission_hash
from micrograd_edu.grading.forced import ForcedBatch
from micrograd_edu.grading.gradebook import keep_statements
from micrograd_edu.grading.guard import UNSAFE_NAME, guard, is_safe_name
from micrograd_edu.grading.judge import Judge
from micrograd_edu.grading.judged_execute import JudgedExecute
from micrograd_edu.grading.kept_evidence import (
    STAMP,
    STEP,
    KeptEvidence,
    evidence_path,
    results_without_running,
    tasks_version,
)
from micrograd_edu.grading.replace_links import TIME, tells_a_time
from micrograd_edu.grading.submissions import notebooks_of, students_of
from micrograd_edu.grading.worker import run_apart

STAGING = ".grading"  # beside `autograded`, on the same file system


class Course:
    """A course folder with its nbgrader configuration, and one lab of it.

    Raises
    ------
    LookupError
        If the lab is not in the gradebook.
    Refused
        If the configuration would not have it judged outside and run in the sandbox.
    ValueError
        If a misconception of the class folder cannot be read.
    """

    def __init__(self, folder: Path, lab: str, run_unprotected: bool = False) -> None:
        self.lab = lab
        self.app = CourseApp.opened(folder)
        if run_unprotected:
            self.app.config.JudgedExecute.run_unprotected = True
        self.coursedir = self.app.coursedir
        self.coursedir.assignment_id = lab
        self.coursedir.db_url = keep_statements(self.coursedir.db_url, self.coursedir.root)
        self.forced = ForcedBatch.read(self._forced_path)
        with self.gradebook() as gradebook:
            try:
                notebooks = gradebook.find_assignment(lab).notebooks
                self.tasks = {notebook.name: tasks_version(notebook) for notebook in notebooks}
            except MissingEntry:
                known = ", ".join(sorted(assignment.name for assignment in gradebook.assignments)) or "nothing"
                raise LookupError(
                    f"there is no assignment {lab} in the gradebook; it has: {known}. To build it: micrograd-edu build {lab}"
                ) from None
        guard(Autograde(coursedir=self.coursedir, parent=self.app), needs_sandbox=False)
        self.misconceptions = ClassMisconceptions(self.coursedir, self.judge, lab)

    def path(self, step: str, student: str) -> Path:
        return Path(self.coursedir.root, self.coursedir.format_path(step, student, self.lab))

    def students(self) -> list[str]:
        """Everyone with a folder for this lab."""
        return students_of(self.coursedir, self.lab)

    def is_graded(self, student: str) -> bool:
        """True if everything that this student's grades follow from is as it was when they were recorded.

        That is the content of what was handed in, the tasks with their points, and the code that judges; and the gradebook
        and the autograded notebook are as they were left.
        """
        kept, submitted = KeptEvidence.read(self.evidence(student)), self.submission_hash(student)
        if kept.accepted:
            return kept.accepted == submitted
        folder = self.path(self.coursedir.submitted_directory, student)
        present = [name for name in self.tasks if (folder / f"{name}.ipynb").exists()]
        return bool(present) and all(
            (record := kept.notebooks.get(name)) is not None
            and record.submitted == submitted
            and record.tasks == self.tasks[name]
            and record.judge == self.judge.version(self.lab)
            and all(self.misconceptions.is_told(FailedCheck.from_json(failed)) for failed in record.failed.values())
            and record.scores.items() <= self._recorded.get((student, name), {}).items()
            and (graded := self._autograded(student, name)) is not None
            and graded.metadata.get(STAMP) == record.id
            for name in present
        )

    def due(self, students: list[str]) -> list[str]:
        """Those of these students who are to be graded."""
        return [student for student in students if self.must_run(student) or not self.is_graded(student)]

    def must_run(self, student: str) -> bool:
        """Whether a forced batch is to grade this submission, and has not done so yet."""
        if student not in self.forced.students:
            return False
        records = KeptEvidence.read(self.evidence(student)).notebooks.values()
        return not records or any(record.batch != self.forced.id for record in records)

    def force(self, students: list[str]) -> bool:
        """Have these students run again, whatever is kept; return whether that goes on with an interrupted batch."""
        if any(self.must_run(student) for student in students):
            return True
        left = [student for student in self.forced.students if self.must_run(student)]
        self.forced = ForcedBatch.begin(self._forced_path, students + left)
        return False

    def end_forced(self, students: list[str]) -> None:
        """The forced batch has come to its end for these students, whatever became of them."""
        left = [student for student in self.forced.students if student not in students and self.must_run(student)]
        if left:
            self.forced = ForcedBatch.begin(self._forced_path, left)
        else:
            self.forced = ForcedBatch()
            self._forced_path.unlink(missing_ok=True)

    @property
    def _forced_path(self) -> Path:
        return Path(self.coursedir.root, STEP, f"{self.lab}.forced.json")

    def evidence(self, student: str) -> Path:
        return evidence_path(self.coursedir, self.lab, student)

    def submission_hash(self, student: str) -> str:
        return submission_hash(self._converter(student), self.lab, student)

    @property
    def judge(self) -> Judge:
        return JudgedExecute(parent=self.app).judge

    @cached_property
    def _recorded(self) -> dict[tuple[str, str], dict[str, float | None]]:
        """The automatic scores in the gradebook when this process began, by student and notebook."""
        found: dict[tuple[str, str], dict[str, float | None]] = {}
        with self.gradebook() as gradebook:
            rows = gradebook.db.query(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score)
            rows = rows.select_from(Grade).join(BaseCell, BaseCell.id == Grade.cell_id)
            rows = rows.join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            rows = rows.join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            rows = rows.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            rows = rows.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            for student, notebook, cell, score in rows.filter(Assignment.name == self.lab):
                found.setdefault((student, notebook), {})[cell] = score
        return found

    def _autograded(self, student: str, notebook: str) -> NotebookNode | None:
        path = self.path(self.coursedir.autograded_directory, student) / f"{notebook}.ipynb"
        try:
            nb: NotebookNode = nbformat.v4.reads(path.read_text(encoding="utf-8"))
            return nb
        except (OSError, ValueError):
            return None

    def gradebook(self) -> Gradebook:
        return Gradebook(self.coursedir.db_url, self.coursedir.course_id)

    def timestamp(self, folder: Path) -> datetime | None:
        """When it was handed in, if there is a file that tells that."""
        return self.coursedir.get_existing_timestamp(str(folder)) if tells_a_time(folder / TIME) else None

    def prepare(self, student: str) -> dict[str, Prepared]:
        """For each notebook of the submission that the gradebook knows: its sanitized text, and what is to be run.

        Writes nothing.

        Raises
        ------
        FileNotFoundError
            If there is no such folder, or no such notebook in it.
        ValueError
            If the student cannot have that name.
        """
        if not is_safe_name(student):
            raise ValueError(f"its folder's name {UNSAFE_NAME}")
        folder = self.path(self.coursedir.submitted_directory, student)
        if not folder.is_dir():
            close = difflib.get_close_matches(student, self.students(), n=1)
            raise FileNotFoundError(f"there is no folder {folder}" + (f". Is it {close[0]}?" if close else ""))
        if not any((folder / f"{name}.ipynb").exists() for name in self.tasks):
            files = ", ".join(sorted(path.name for path in folder.iterdir())[:5]) or "nothing"
            raise FileNotFoundError(f"no {' or '.join(sorted(self.tasks))}.ipynb was handed in; the folder holds: {files}")
        return self._converter(student).prepare(self.tasks)

    def ask_misconceptions(self) -> list[str]:
        """Have the class folder's misconceptions that are new answer, in the sandbox; return what to know of them."""
        job = JudgedExecute(parent=self.app).plan(new_notebook(), self.lab, {})
        return self.misconceptions.ask(job, run_apart)

    def judge_again(self, student: str) -> bool:
        """Judge and record what is kept of this student; False where it would have to run."""
        prepared = self.prepare(student)
        known = self.results_without_running(student, prepared)
        if known is not None:
            self.finish(student, prepared, known)
        return known is not None

    def second_look(self, prepared: dict[str, Prepared], results: dict[str, Any]) -> dict[str, Any]:
        """What is to be run, by notebook, to tell who does the same as others: see `common_challenge`."""
        execute = JudgedExecute(parent=self.app)
        looks = {name: execute.second_look(about.job, results[name], self.coursedir) for name, about in prepared.items()}
        return {name: look for name, look in looks.items() if look is not None}

    def finish(self, student: str, prepared: dict[str, Prepared], results: dict[str, Any]) -> None:
        """Judge and record: the rest of nbgrader's conversion, with the running done already."""
        for notebook, about in prepared.items():
            about.results, about.batch, about.here = results[notebook], self.forced.id, self.misconceptions
        staged = self.path(STAGING, student)
        shutil.rmtree(staged, ignore_errors=True)
        final = self.path(self.coursedir.autograded_directory, student)
        before, self.coursedir.autograded_directory = self.coursedir.autograded_directory, STAGING
        try:
            self._converter(student, prepared).start()
            _put_in_place(staged, final)
        except NbGraderException as error:  # it says where to look; say what is there
            raise RuntimeError(self.app.errors.last() or str(error)) from error
        finally:
            self.coursedir.autograded_directory = before
            shutil.rmtree(staged, ignore_errors=True)

    def _converter(self, student: str, prepared: dict[str, Prepared] | None = None) -> _Converter:
        return _Converter(student, prepared, coursedir=self.coursedir, parent=self.app)

    def results_without_running(self, student: str, prepared: dict[str, Prepared]) -> dict[str, Any] | None:
        """The results that running this submission would have, where they are known from an earlier run; else None."""
        if self.must_run(student):
            return None
        kept = KeptEvidence.read(self.evidence(student))
        results = {}
        for name, about in prepared.items():
            record, graded = kept.notebooks.get(name), self._autograded(student, name)
            if record is None or graded is None:
                return None
            nb = nbformat.reads(about.text, as_version=4)
            found = results_without_running(nb, about.job, record, graded, self.judge)
            if found is None:
                return None
            results[name] = found
        return results

    def accept_as_zero(self, student: str) -> None:
        """Record 0 for a folder without a notebook, until something else is in it.

        Raises
        ------
        ValueError
            If there is a notebook to be graded, or no such folder.
        """
        folder = self.path(self.coursedir.submitted_directory, student)
        if not folder.is_dir():
            raise ValueError(f"there is no folder {folder}")
        if any((folder / f"{name}.ipynb").exists() for name in self.tasks):
            raise ValueError(f"{folder} holds a notebook that can be graded")
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(self.lab, student)
            for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
                grade.auto_score, grade.needs_manual_grade = 0.0, False
                grade.manual_score = grade.extra_credit = None  # they were for something that was here before
            gradebook.db.commit()
        KeptEvidence(accepted=self.submission_hash(student)).write(self.evidence(student))


@dataclass
class Prepared:
    """A notebook between nbgrader's two passes."""

    text: str
    resources: dict[str, Any]
    second_pass: Exporter
    job: dict[str, Any]
    submitted: str  # hash of what was handed in, when it was read
    results: dict[str, Any] | None = None
    batch: str = ""  # the forced batch in which it is run
    here: ClassMisconceptions | None = None


class Run(dict[str, Any]):
    """A job with its results. nbconvert copies all that it hands on, and these are large."""

    def __deepcopy__(self, memo: object) -> Run:
        return self


class _Converter(Autograde):
    """nbgrader's, for one student, with its two passes taken apart: the running between them happens elsewhere."""

    is_guarded = True  # once, by `Course`

    def __init__(self, student: str, prepared: dict[str, Prepared] | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.student, self.prepared = student, prepared

    def init_notebooks(self) -> None:
        """This student's only."""
        self.assignments = notebooks_of(self.coursedir, self.coursedir.assignment_id, self.student)
        self.notebooks = [path for found in self.assignments.values() for path in found]

    def prepare(self, known: Collection[str]) -> dict[str, Prepared]:
        """The first pass, and what is to be run before the second."""
        self.init_notebooks()
        self.run_pre_convert_hook()
        submitted = submission_hash(self, self.coursedir.assignment_id, self.student)
        return {name: self._prepare(path, submitted) for path in self.notebooks if (name := Path(path).stem) in known}

    def _prepare(self, path: str, submitted: str) -> Prepared:
        first_pass = self._exporter(sanitizing=True)
        text, resources = first_pass.from_filename(path, resources=self.init_single_notebook_resources(path))
        second_pass = self._exporter(sanitizing=False)
        execute = next(step for step in second_pass._preprocessors if isinstance(step, JudgedExecute))
        assignment = self.coursedir.assignment_id
        files = files_beside(self, assignment, self.student)
        job = execute.plan(nbformat.reads(text, as_version=4), assignment, files)
        return Prepared(str(text), resources, second_pass, job, submitted)

    def _exporter(self, sanitizing: bool) -> Exporter:
        """One with the steps of this pass."""
        self.exporter, self._sanitizing = self.exporter_class(parent=self, config=self.config), sanitizing
        self._init_preprocessors()
        self._sanitizing = True
        return cast(Exporter, self.exporter)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """The second pass."""
        assert self.prepared is not None, "nothing was prepared for this converter"
        about = self.prepared[Path(notebook_filename).stem]
        resources = self.init_single_notebook_resources(notebook_filename)
        run = Run(job=about.job, results=about.results, submitted=about.submitted, batch=about.batch, here=about.here)
        resources["run"] = run
        text, resources = about.second_pass.from_file(io.StringIO(about.text), resources=resources)
        self.write_single_notebook(text, resources)

    def run_pre_convert_hook(self) -> None:
        """As nbgrader does; but a hook that fails is this submission's failure."""
        if self.pre_convert_hook:
            about = {"assignment": self.coursedir.assignment_id, "student": self.student, "notebooks": self.notebooks}
            self.pre_convert_hook(**about)


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
