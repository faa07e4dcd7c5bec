"""Whose submissions there are. A folder is taken by its name, where nbgrader takes names for patterns and overlooks some."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
from typing import Any


def students_of(coursedir: Any, assignment: str, step: str = "") -> list[str]:
    """Everyone with a folder for this assignment, hidden folders too, in `submitted` or in another step of nbgrader's."""
    step = step or coursedir.submitted_directory
    anyone = coursedir.directory_structure.format(nbgrader_step=step, student_id="*", assignment_id=glob.escape(assignment))
    named = coursedir.format_path(step, "(?P<student>.*)", re.escape(assignment), escape=True)
    folders = glob.glob(os.path.join(glob.escape(coursedir.root), anyone), include_hidden=True)
    return sorted(match["student"] for folder in folders if os.path.isdir(folder) and (match := re.fullmatch(named, folder)))


def notebooks_of(coursedir: Any, assignment: str, student: str) -> dict[str, list[str]]:
    """A submission's folder and the notebooks in it, as nbgrader's converters keep them; nothing where there are none."""
    folder = coursedir.format_path(coursedir.submitted_directory, student, assignment)
    found = glob.glob(os.path.join(glob.escape(folder), f"{coursedir.notebook_id}.ipynb"))
    return {folder: sorted(found)} if found else {}


def submissions(coursedir: Any) -> dict[str, list[str]]:
    """What an nbgrader command is to convert: one student's submission, or those of a pattern, "*" being everyone's."""
    assignment, asked = coursedir.assignment_id, coursedir.student_id
    everyone = students_of(coursedir, assignment)
    wanted = [asked] if asked in everyone else fnmatch.filter(everyone, asked)
    return {folder: found for student in wanted for folder, found in notebooks_of(coursedir, assignment, student).items()}
