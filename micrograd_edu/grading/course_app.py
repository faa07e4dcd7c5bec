"""nbgrader's configuration and log for a course folder, without its command line."""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path

from nbformat.warnings import DuplicateCellId
from nbgrader.apps import AutogradeApp
from sqlalchemy.exc import SAWarning

from micrograd_edu.grading.guard import refusal


class CourseApp(AutogradeApp):
    """nbgrader's autograde command for a course folder that need not be the current one."""

    load_cwd_config = False
    raise_config_file_errors = True
    errors: ErrorLog

    @classmethod
    def opened(cls, folder: Path) -> CourseApp:
        """One that has read the configuration in this folder.

        Raises
        ------
        Refused
            If it does not load.
        """
        app = cls(log_level=logging.CRITICAL)
        try:
            app.initialize([], root=str(folder))
        except Exception as error:  # of the configuration, which may raise anything
            problem = f"does not load ({type(error).__name__}: {error})"
            raise refusal(folder / "nbgrader_config.py", problem) from error
        app.errors = ErrorLog(app.log)
        for category in (SAWarning, DuplicateCellId):  # of nbgrader's queries, and what RestoreCells mends
            warnings.simplefilter("ignore", category)
        return app

    def initialize(self, argv: list[str], root: str) -> None:
        sys.path.insert(0, root)  # as nbgrader does where it is started: a configuration may name the course's own modules
        super().initialize(argv, root=root)


class ErrorLog(logging.Handler):
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
