"""The course, as nbgrader sees it. Read by every `nbgrader` command and by formgrader when started in this folder."""

from micrograd_edu.grading.configure import judge_submissions

c = get_config()  # noqa: F821  (Jupyter provides it)

c.CourseDirectory.course_id = "micrograd_edu"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
# The text sources contain the solutions, and a .py file beside a submission could shadow a module: neither is copied.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py", "*.md"]

# The student's notebook runs in a sandbox, the judging happens out here. Without this line nothing is graded at all.
judge_submissions(c)
