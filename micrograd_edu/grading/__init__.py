"""The instructor's side: nbgrader steps that judge outside of the student's process. Enabled in `nbgrader_config.py`."""

from micrograd_edu.grading.judged_execute import JudgedExecute
from micrograd_edu.grading.restore_cells import RestoreCells
from micrograd_edu.grading.submission_exporter import SubmissionExporter

__all__ = ["JudgedExecute", "RestoreCells", "SubmissionExporter"]
