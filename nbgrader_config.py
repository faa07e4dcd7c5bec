"""The course, as nbgrader sees it. Read by every `nbgrader` command and by formgrader when started in this folder."""

c = get_config()  # noqa: F821  (Jupyter provides it)

c.CourseDirectory.course_id = "micrograd_edu"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
# The text sources contain the solutions, and a .py file beside a submission could shadow a module: neither is copied.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py", "*.md"]

# A lab may change while the class works on it: SaveTasks stands in for nbgrader's SaveCells.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "micrograd_edu.grading.save_tasks.SaveTasks",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Judged execution: the student's notebook runs in a sandbox, the judging happens out here (micrograd_edu/grading).
# RestoreCells gives every graded cell the metadata that the gradebook has, so that CheckCellMetadata finds nothing to check.
c.Autograde.pre_convert_hook = "micrograd_edu.grading.replace_links.replace_links"
c.Autograde.exporter_class = "micrograd_edu.grading.submission_exporter.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "micrograd_edu.grading.restore_cells.RestoreCells",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
]
c.Autograde.autograde_preprocessors = [
    "micrograd_edu.grading.judged_execute.JudgedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "micrograd_edu.grading.record_grades.RecordGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# Feedback and exports: late penalties are computed from the scores as they are then.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.ExportApp.plugin_class = "micrograd_edu.grading.current_csv.CurrentCsv"
