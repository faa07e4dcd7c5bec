"""Grading fails closed: where judge, sandbox or configuration is missing nothing runs, and a sentence says what to do.

A folder whose `nbgrader_config.py` does not load, or does not name our steps, would be graded by nbgrader's own: strangers'
code, with the rights of the person who grades. So the package brings a configuration of its own into the environment's
`etc/jupyter`, which is read before any folder's. It makes `GuardedExporter` nbgrader's exporter. Where a folder names
another, nbgrader asks `refuse_to_convert` before it reads a submission, nbclient asks `refuse_to_run` before a step of
nbgrader's own runs a notebook, and our step asks by itself. Assignments of courses that have nothing to do with us are
graded as ever.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NoReturn

from nbclient import NotebookClient
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from traitlets import log as traitlets_log
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

from micrograd_edu.grading.configure import LINES
from micrograd_edu.grading.judge import LabJudge
from micrograd_edu.grading.sandbox import SandboxUnavailable, check_sandbox
from micrograd_edu.labs import checks_of, labs

CONFIG = "nbgrader_config.py"
UNSAFE = re.compile(r'[<>"\\\x00-\x1f\x7f]')
UNSAFE_NAME = (
    "is no name for a student: formgrader's pages cannot show <, >, \", a backslash or control characters. Rename the folder"
)


class Refused(SystemExit, KeyboardInterrupt):
    """Nothing is run; the process ends with exit code 2.

    Not an ordinary exception: nbgrader notes those of a submission, and goes on with the next. At an interrupt it removes
    what it has begun, and ends.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(2)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class GuardedExporter(NotebookExporter):
    """nbconvert's notebook exporter, which nbgrader makes before it touches a submission: the place to refuse."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]  # nbconvert has hints in part
        if isinstance(self.parent, Autograde) and not is_guarded(self.parent):
            guard_aloud(self.parent)
            _leave_out_unsafe_names(self.parent)


def guard_aloud(converter: Autograde) -> None:
    """Let this conversion begin, or say in nbgrader's log why not, and refuse."""
    try:
        guard(converter)
    except Refused as refused:
        converter.log.error(refused.reason)
        raise
    converter.is_guarded = True


def refuse_to_convert(assignment: str, **_: Any) -> None:
    """nbgrader's `pre_convert_hook` where a folder's configuration names none: so it has no line of ours.

    Raises
    ------
    Refused
        If the assignment is one of our labs, or the course speaks of us.
    """
    config = Path.cwd() / CONFIG  # nbgrader has gone to the course's folder
    if assignment in labs() or _speaks_of_us(config):
        _refuse_aloud(config, "does not have replace_links as Autograde.pre_convert_hook")


def refuse_to_run(notebook: NotebookNode, **_: Any) -> None:
    """What nbclient calls when it is about to run a notebook with nbgrader's own step: nothing of ours is run like that.

    Raises
    ------
    Refused
        If a submission of one of our labs, or in a course that speaks of us, would run outside of the sandbox.
    """
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":  # a student's `nbgrader validate`, say
        return
    names = {cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "") for cell in notebook.cells}
    config = Path.cwd() / CONFIG
    if _speaks_of_us(config) or any(_looks_like(lab, names) for lab in labs()):
        _refuse_aloud(config, "lets nbgrader's own Execute run submissions outside of the sandbox")


def _looks_like(lab: str, names: set[str]) -> bool:
    """Whether half of a lab's checks are there. Any course may have a cell with the name of one."""
    checks = {f"check-{task}" for task in checks_of(lab)}
    return len(checks & names) >= max(2, len(checks) / 2)


def _refuse_aloud(config: Path, problem: str) -> NoReturn:
    refused = refusal(config, problem)
    traitlets_log.get_logger().error(refused.reason)
    raise refused


def is_guarded(converter: Autograde) -> bool:
    """Whether this one belongs to a batch of ours, which has been let begin and knows whom it grades."""
    return getattr(converter, "is_guarded", False)


def is_safe_name(name: str) -> bool:
    """Whether formgrader, which writes a student's id into its pages as it is, can show this one."""
    return not UNSAFE.search(name)


def _leave_out_unsafe_names(converter: Autograde) -> None:
    unsafe = [
        folder for folder in converter.assignments if not is_safe_name(os.path.relpath(folder, converter.coursedir.root))
    ]
    for folder in unsafe:
        converter.log.error("Not graded: %r %s", folder, UNSAFE_NAME)
    converter.assignments = {folder: found for folder, found in converter.assignments.items() if folder not in unsafe}


def guard(converter: Autograde, needs_sandbox: bool = True) -> None:
    """Let this conversion begin, or refuse.

    Raises
    ------
    Refused
        If the assignment is to be judged by us, and that is not what would happen.
    """
    if not _is_ours(converter):
        return
    problem = _load_error(_config_file(converter)) or _missing(converter)
    if problem:
        raise refusal(_config_file(converter), problem)
    if needs_sandbox and not converter.config.JudgedExecute.get("run_unprotected", False):
        try:
            check_sandbox()
        except SandboxUnavailable as error:
            raise Refused(str(error)) from error


def refusal(config: Path, problem: str) -> Refused:
    """Say what is wrong with a configuration, and what has to be in it."""
    return Refused(
        f"Nothing was run: {config} {problem}. "
        f"For a sandbox around submissions and a judge outside of it, the file needs these two lines:\n{LINES}"
    )


def _config_file(converter: Autograde) -> Path:
    return Path(converter.coursedir.root, CONFIG)


def _speaks_of_us(config: Path) -> bool:
    return config.exists() and "micrograd_edu" in config.read_text(encoding="utf-8", errors="replace")


def _is_ours(converter: Autograde) -> bool:
    """Whether one of our judge's tasks is in the assignment, or the folder's configuration speaks of us at all."""
    if _speaks_of_us(_config_file(converter)):
        return True
    coursedir = converter.coursedir
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            assignment = gradebook.find_assignment(coursedir.assignment_id)
        except MissingEntry:  # nbgrader will say so
            return False
        graded = [cell.name for notebook in assignment.notebooks for cell in notebook.grade_cells]
    return any(LabJudge().challenge(coursedir.assignment_id, grade_id) for grade_id in graded)


def _load_error(config: Path) -> str | None:
    if not config.exists():
        return "is not there"
    try:
        PyFileConfigLoader(config.name, path=str(config.parent)).load_config()
    except Exception as error:  # whatever it is: nbgrader goes on without the file
        return f"does not load ({type(error).__name__}: {error})"
    return None


def _missing(converter: Autograde) -> str | None:
    """What stands between these submissions and a safe run; None where all is in place."""
    # imported here, so that a broken one is found missing
    try:
        from micrograd_edu.grading.judged_execute import JudgedExecute
        from micrograd_edu.grading.make_inert import MakeInert
        from micrograd_edu.grading.replace_links import replace_links
        from micrograd_edu.grading.restore_cells import RestoreCells
        from micrograd_edu.grading.submission_exporter import SubmissionExporter

        exporter = converter.exporter_class
        first = [_class_of(step) for step in converter.sanitize_preprocessors]
        second = [_class_of(step) for step in converter.autograde_preprocessors]
    except Exception as error:
        return f"names a step that cannot be loaded ({type(error).__name__}: {error})"
    if not issubclass(exporter, SubmissionExporter):
        return f"leaves Autograde.exporter_class at {exporter.__name__}"
    if converter.pre_convert_hook is not replace_links:
        return "does not have replace_links as Autograde.pre_convert_hook"
    for trait, steps, needed in (
        ("sanitize_preprocessors", first, RestoreCells),
        ("autograde_preprocessors", second, JudgedExecute),
        ("autograde_preprocessors", second, MakeInert),
    ):
        if not any(issubclass(step, needed) and step(parent=converter).enabled for step in steps):
            return f"has no {needed.__name__} in Autograde.{trait}"
    unsafe = [step.__name__ for step in (*first, *second) if issubclass(step, NotebookClient)]
    return f"lets {unsafe[0]} run notebooks outside of the sandbox" if unsafe else None


def _class_of(step: Any) -> Any:
    try:
        return import_item(step) if isinstance(step, str) else step
    except ImportError as error:
        raise ImportError(f"{step}: {error}") from error
