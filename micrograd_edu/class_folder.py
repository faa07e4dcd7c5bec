"""A class: a folder of the instructor's, outside of this repository, for a term."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from micrograd_edu import __version__
from micrograd_edu.checks.source import source_folder
from micrograd_edu.handout import give
from micrograd_edu.labs import labs

CONFIG_FILE = "nbgrader_config.py"
OWN = "course_labs"  # folder with the rooms of labs that a class adds
CONFIG = '''"""The class, as nbgrader sees it. Its commands and formgrader read this file when started in this folder."""

from pathlib import Path

from micrograd_edu.grading.configure import judge_submissions

c = get_config()

c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py", "*.md"]

# What a late submission loses: "none", or "zero". For another rule, write a class (instructor guide, "Late submissions").
c.LateSubmissionPlugin.penalty_method = {late!r}

# The student's notebook runs in a sandbox, the judging happens out here. Without this line nothing is graded at all.
# Labs of your own lie in course_labs/, with their sources in solutions/ (instructor guide, "Labs and tasks of your own").
judge_submissions(c, labs=Path(__file__).parent / "course_labs")
'''
ROSTER = "id,first_name,last_name,email,lms_user_id\n"
EXTENSIONS = "student_id,assignment,days,hours\n"
README = """# {course_id}

Made by `micrograd-edu class new`, version {version}. The files here are yours. What to do when, in this folder:

    micrograd-edu build                       the student versions, into labs/
    micrograd-edu collect LAB --moodle ZIP    or --canvas ZIP, --folder FOLDER
    micrograd-edu grade LAB
    jupyter lab                               to read the written answers: menu Nbgrader, Formgrader
    micrograd-edu report LAB                  how the class did, into report/LAB.html
    micrograd-edu feedback LAB
    micrograd-edu export LAB grades.csv       or --canvas, --moodle

`roster.csv` is who is in the class, `extensions.csv` who has more time. `misconceptions/LAB/` holds what
`micrograd-edu misconception new` has named, `course_labs/` labs of your own. A newer version of the package: install it,
then `micrograd-edu class new .` again. What you did not change is renewed, what you changed stays, with ours beside it.
"""


def new_class(folder: Path, chosen: Sequence[str] = (), course_id: str | None = None, late: str | None = None) -> list[str]:
    """Make a class folder, or bring one up to this version of the package.

    Parameters
    ----------
    folder : Path
        Need not exist.
    chosen : sequence of str
        Labs, besides those that are there; all of them for a new class where none is named.
    course_id : str, optional
        For nbgrader's exchange; as it is, or the folder's name.
    late : str, optional
        nbgrader's `penalty_method`; as it is, or "none".

    Returns
    -------
    list of str
        A sentence for each file that was put there, renewed, or left as it is.

    Raises
    ------
    LookupError
        If there is no such lab.
    """
    there = sorted(path.name for path in (folder / "solutions").glob("*") if path.name in labs())
    if (folder / CONFIG_FILE).exists():
        from micrograd_edu.grading.course_app import CourseApp  # the base install has no nbgrader

        as_it_is = CourseApp.opened(folder)
        course_id = course_id or as_it_is.coursedir.course_id
        late = late or str(as_it_is.config.LateSubmissionPlugin.get("penalty_method", "none"))
    course_id, late = course_id or folder.resolve().name, late or "none"
    if unknown := [lab for lab in chosen if lab not in labs()]:
        raise LookupError(f"there is no lab {unknown[0]}; there are {', '.join(labs())}.")
    files = {
        Path(CONFIG_FILE): CONFIG.format(course_id=course_id, late=late),
        Path("roster.csv"): ROSTER,
        Path("extensions.csv"): EXTENSIONS,
        Path("README.md"): README.format(course_id=course_id, version=__version__),
    }
    ours = {name: text.encode() for name, text in files.items()}
    for lab in sorted({*there, *chosen}) or labs():
        source = source_folder() / "solutions" / lab
        for path in sorted(source.rglob("*")):
            if path.is_file() and path.suffix != ".ipynb" and "__pycache__" not in path.parts:
                ours[Path("solutions", lab) / path.relative_to(source)] = path.read_bytes()
    return give(folder, ours)
