"""The files beside a notebook: what a submission finds while it is graded, and what of it is the student's."""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import os
from pathlib import Path
from typing import Any

from nbgrader.utils import find_all_files

from micrograd_edu.grading.replace_links import MAX_BYTES, TIME, is_plain


def files_beside(converter: Any, assignment: str, student: str) -> dict[str, str]:
    """Path and content, in base64, of each file that lies beside the notebook while it runs.

    Those that were released with it; of what was handed in, what the instructor names, as nbgrader has it, in
    `c.Autograde.exclude_overwriting = {assignment: [file, ...]}`.
    """
    coursedir = converter.coursedir
    released = Path(coursedir.root, coursedir.format_path(coursedir.release_directory, ".", assignment))
    beside = {
        str(Path(path).relative_to(released)): Path(path)
        for path in find_all_files(str(released), [*coursedir.ignore, "*.ipynb"])
    }
    submitted = _submitted(converter, assignment, student)
    beside |= {str(path.relative_to(submitted)): path for path in _graded_files(converter, assignment, submitted)}
    return {name: base64.b64encode(path.read_bytes()).decode() for name, path in sorted(beside.items())}


def submission_hash(converter: Any, assignment: str, student: str) -> str:
    """A hash of what is graded in a submission: its notebooks, and the files that are graded with them.

    Of everything else it has only the name: that is worth a remark, and not worth running it again. Of a file too large to
    be graded it has the size.
    """
    folder = _submitted(converter, assignment, student)
    if not folder.is_dir():
        return ""
    graded = {path.relative_to(folder).as_posix() for path in _graded_files(converter, assignment, folder)}
    names = {entry.name for entry in os.scandir(folder)} - {TIME}  # a time is no content
    digest = hashlib.sha256()
    for name in sorted(names | graded, key=os.fsencode):
        path, counts = folder / name, name in graded or name.endswith(".ipynb")
        digest.update(os.fsencode(name) + b"\0" + (_content(path) if counts and is_plain(path) else b""))
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return str(size).encode() if size > MAX_BYTES else hashlib.file_digest(file, "sha256").digest()


def _submitted(converter: Any, assignment: str, student: str) -> Path:
    coursedir = converter.coursedir
    return Path(coursedir.root, coursedir.format_path(coursedir.submitted_directory, student, assignment))


def _graded_files(converter: Any, assignment: str, folder: Path) -> list[Path]:
    """What the instructor wants of the files that were handed in."""
    wanted = converter.exclude_overwriting.get(assignment, [])
    files = (path for path in folder.rglob("*") if is_plain(path)) if wanted else ()
    return [path for path in files if any(fnmatch.fnmatch(path.relative_to(folder).as_posix(), name) for name in wanted)]
