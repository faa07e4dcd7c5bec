"""What a course's `nbgrader_config.py` calls, so that its submissions are judged outside and run in the sandbox."""

from __future__ import annotations

from pathlib import Path

import nbgrader
from traitlets.config import Config

from micrograd_edu.labs import use_own_labs

LINES = """
    from micrograd_edu.grading.configure import judge_submissions
    judge_submissions(c)
"""

TEMPLATES = Path(__file__).parent / "templates"
FORMGRADER = str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates")


def judge_submissions(c: Config, labs: Path | None = None) -> None:
    """Put the judge, the sandbox and what protects the reader into nbgrader's steps.

    Every way to grade goes by this configuration: `micrograd-edu grade`, `nbgrader autograde` and formgrader's button.
    `labs` is a folder with labs of the class's own, if it has any: one room each, as in `micrograd_edu/labs`.
    """
    if labs is not None:
        use_own_labs(labs.resolve())
    grading = "micrograd_edu.grading"
    c.Autograde.pre_convert_hook = f"{grading}.replace_links.replace_links"
    c.Autograde.exporter_class = f"{grading}.submission_exporter.SubmissionExporter"
    # RestoreCells gives every graded cell the text and the metadata that the gradebook has: OverwriteCells and
    # CheckCellMetadata would find nothing to do
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        f"{grading}.restore_cells.RestoreCells",
        "nbgrader.preprocessors.OverwriteKernelspec",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{grading}.judged_execute.JudgedExecute",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        f"{grading}.record_grades.RecordGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        f"{grading}.make_inert.MakeInert",
    ]
    # late penalties are computed from the scores as they are then
    c.GenerateFeedback.exporter_class = f"{grading}.feedback_page.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.AssignLatePenalties",
        f"{grading}.feedback_page.GetResults",
    ]
    c.ExchangeFactory.release_feedback = f"{grading}.release_feedback.ReleaseFeedback"
    # formgrader's page: ours, which is nbgrader's with more beside the answers
    c.HTMLExporter.template_name = "reading"
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), FORMGRADER]
    c.HTMLExporter.extra_template_paths = [FORMGRADER]
    c.HTMLExporter.filters = {"beside_answer": f"{grading}.reading.BesideAnswer"}
    c.ExportApp.plugin_class = f"{grading}.current_csv.CurrentCsv"
    # a lab may change while the class works on it: SaveTasks stands in for nbgrader's SaveCells
    c.GenerateAssignment.preprocessors = [
        "nbgrader.preprocessors.IncludeHeaderFooter",
        "nbgrader.preprocessors.InstantiateTests",
        "nbgrader.preprocessors.LockCells",
        "nbgrader.preprocessors.ClearSolutions",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.CheckCellMetadata",
        "nbgrader.preprocessors.ComputeChecksums",
        f"{grading}.save_tasks.SaveTasks",
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbgrader.preprocessors.ClearMarkScheme",
        "nbgrader.preprocessors.ComputeChecksums",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
