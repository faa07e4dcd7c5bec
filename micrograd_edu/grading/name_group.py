"""Give a group of failed checks a name: a file in the class folder, in the form of the course's own misconceptions."""

from __future__ import annotations

import re
from pathlib import Path

from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.grading.batch import Course
from micrograd_edu.grading.groups import Group
from micrograd_edu.grading.kept_evidence import KeptEvidence
from micrograd_edu.grading.whole_file import write_whole

SECTION = re.compile(r"^# %%", re.MULTILINE)


def name_group(course: Course, group: Group, name: str, sentence: str, ask: str, read: str = "") -> Path:
    """Write the file, with the group's specimen as its section, and keep how that answered the common challenge.

    Parameters
    ----------
    course : Course
        The class, and the lab.
    group : Group
        From `groups.wrong_work`.
    name : str
        The file's name, without ".py".
    sentence, ask, read : str
        What shows; a question back; where to read on, or nothing. Each is one line.

    Returns
    -------
    Path
        The file. It is recognised from the next time on that the class folder is opened.

    Raises
    ------
    ValueError
        If the name is taken.
    LookupError
        If the specimen's answers are not kept any more.
    """
    folder = course.misconceptions.folder
    path = folder / f"{name}.py"
    if path.exists() or any(known.name == name for known in misconceptions_of(group.lab)):
        raise ValueError(f"there is a misconception {name} already: choose another name, or edit {path}.")
    code = specimen_section(group.specimen)
    course.misconceptions.keep(group.task, code, {**_answers(course, group), "alike": group.alike})
    folder.mkdir(parents=True, exist_ok=True)
    head = [sentence, f"ask: {ask}", *([f"read: {read}"] if read else []), f"loses: {group.task}"]
    write_whole(path, "".join(f"# {line}\n" for line in head) + f"\n# %% {group.task}\n{code}")
    return path


def specimen_section(code: str) -> str:
    """Code as a section's text: a line of it that would begin another section is made an ordinary comment."""
    return SECTION.sub("#  %%", code).strip("\n") + "\n"


def _answers(course: Course, group: Group) -> dict[str, object]:
    """What the specimen answered to the common challenge, and which tasks had failed then."""
    for record in KeptEvidence.read(course.evidence(group.specimen_of)).notebooks.values():
        common = record.run["checks"].get(f"check-{group.task}", {}).get("common")
        if common is not None:
            lost = [failed["task"] for failed in record.failed.values()]
            return {"challenge": common["challenge"], "result": common["result"], "lost": lost}
    raise LookupError(
        f"what {group.specimen_of} answered is not kept any more. To grade again: micrograd-edu grade {group.lab}"
    )
